using System.Text;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>What became of the points of one request.</summary>
internal sealed class PointCount
{
    /// <summary>Metrics that an answer names, each for another reason.</summary>
    private const int MaxNamed = 3;
    private const int MaxNameBytes = 128;

    private readonly long[] _refused = new long[Enum.GetValues<Refusal>().Length];
    private readonly List<(string Name, Refusal Refusal)> _named = [];

    public long Received { get; private set; }

    public long Rejected { get; private set; }

    public void Clear()
    {
        if (Rejected > 0 || _refused[(int)Refusal.Repeated] > 0)
        {
            Array.Clear(_refused);
            _named.Clear();
        }

        Received = 0;
        Rejected = 0;
    }

    public void Take() => Received++;

    public void Refuse(Refusal refusal, ReadOnlySpan<byte> name, long points = 1)
    {
        Received += points;
        _refused[(int)refusal] += points;
        if (refusal == Refusal.Repeated)
        {
            return;
        }

        Rejected += points;
        if (_named.Count < MaxNamed && !_named.Exists(n => n.Refusal == refusal))
        {
            _named.Add((Encoding.UTF8.GetString(name[..Math.Min(name.Length, MaxNameBytes)]), refusal));
        }
    }

    public void Report(ComponentMetrics components, string component)
    {
        components.Received(component, Received);
        components.Sent(component, Received - Rejected - _refused[(int)Refusal.Repeated]);
        if (Rejected + _refused[(int)Refusal.Repeated] == 0)
        {
            return;
        }

        for (var i = 1; i < _refused.Length; i++)
        {
            if (_refused[i] > 0)
            {
                components.Dropped(component, ((Refusal)i).Label(), _refused[i]);
            }
        }
    }

    public OtlpOutcome ToOutcome() => Rejected == 0
        ? OtlpOutcome.Accepted
        : new OtlpOutcome(OtlpStatus.Accepted, Rejected, string.Join("; ", _named.Select(n => $"{n.Name}: {n.Refusal.Label()} ({n.Refusal.Explanation()})")));
}
