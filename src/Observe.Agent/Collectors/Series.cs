using System.Diagnostics.Metrics;

namespace Observe.Agent.Collectors;

/// <summary>One series of a metric: its attributes, made once, and the value of the last reading.</summary>
internal sealed class Series<T>(SeriesSet<T> owner, KeyValuePair<string, object?>[] attributes)
    where T : struct, IEquatable<T>
{
    private T _value;

    /// <summary>Set since the last <see cref="SeriesSet{T}.Publish"/>.</summary>
    public bool IsSet { get; set; }

    public Measurement<T> Measurement => new(_value, attributes);

    public void Set(T value)
    {
        _value = value;
        if (!IsSet)
        {
            IsSet = true;
            owner.Add(this);
        }
    }

    public bool Differs(Measurement<T> published) => !published.Value.Equals(_value);
}
