using Observe.Agent.Records.Otlp.Wire;
using Observe.Agent.Records.Otlp.Views;
using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>One series that apps push. Several streams of points may lead to it: those of an app before and after its restart.</summary>
internal sealed class PushedSeries(SeriesKey key, PushedName name, PushedFamily family)
{
    private const long NanosecondsPerTick = 100;

    private PushedExemplar[] _exemplars = [];
    private int _exemplarCount;
    private ulong _start;

    /// <summary>The name on the page and the labels.</summary>
    public SeriesKey Key { get; } = key;

    public PushedName Name { get; } = name;

    public PushedFamily Family { get; private set; } = family;

    public PrometheusSeries Shown { get; private set; } = family.Add(key);

    /// <summary>The time of the latest point, in Unix nanoseconds.</summary>
    public ulong Time { get; set; }

    /// <summary>When it was last pushed, by the agent's own clock.</summary>
    public long PushedAt { get; set; }

    /// <summary>What delta points add up to; null when points carry totals themselves. Shown only as committed.</summary>
    public DeltaTotal? Total { get; set; }

    public DeltaClock Clock;

    /// <summary>Whether <see cref="Total"/> goes into the next commit.</summary>
    public bool IsChanged { get; set; }

    public bool HasNewExemplars { get; private set; }

    /// <summary>No longer on the page; what still leads here must look anew.</summary>
    public bool IsGone { get; private set; }

    /// <summary>When the app began to count, which is how a counter that was reset is told from one that went back.</summary>
    public void BeganAt(ulong start)
    {
        if (start != _start)
        {
            _start = start;
            Shown.CreatedAt = start == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(start / NanosecondsPerTick));
        }
    }

    public void Keep(ProtoMessages exemplars)
    {
        if (_exemplars.Length == 0)
        {
            _exemplars = new PushedExemplar[Limits.MaxExemplars];
        }

        _exemplarCount = 0;
        foreach (var bytes in exemplars)
        {
            if (_exemplarCount < _exemplars.Length)
            {
                _exemplars[_exemplarCount++] = new PushedExemplar(new OtlpExemplar(bytes));
            }
        }

        HasNewExemplars = true;
    }

    public void ShowExemplars()
    {
        HasNewExemplars = false;
        if (!IsGone)
        {
            Shown.SetExemplars([.. _exemplars.AsSpan(0, _exemplarCount).ToArray().Select(e => e.ToPrometheus())]);
        }
    }

    /// <summary>Goes on in another family of the same name: the bounds of the histogram have changed.</summary>
    public void MoveTo(PushedFamily family)
    {
        Family.Remove(Shown);
        Family = family;
        Shown = family.Add(Key);
        var start = _start;
        _start = 0;
        BeganAt(start);
    }

    public void Leave()
    {
        IsGone = true;
        Family.Remove(Shown);
    }
}
