using Observe.Agent.Records;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Metrics;

/// <summary>
/// Counts the spans that apps push: calls, errors and durations by service and span kind, calls and errors by name too. The
/// names are bounded: what comes over a limit counts as <c>other</c>. The caller holds the commit lock.
/// </summary>
internal sealed class SpanMetrics(CommittedMetrics metrics)
{
    public const int MaxServices = 200;
    public const int MaxNames = 1000;

    /// <summary>Series by service, kind and name; over it the name is <c>other</c>.</summary>
    public const int MaxSeries = 2000;

    private const string Service = "service";
    private const string Kind = "kind";
    private const string Span = "span";
    private const int KindBits = 3;
    private const int NameBits = 11;

    private static readonly string[] Kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];

    private readonly NameTable _services = new(MaxServices);
    private readonly NameTable _names = new(MaxNames);
    private readonly SeriesTable<Counts> _calls = new();
    private readonly SeriesTable<CommittedHistogram> _durations = new();
    private int _count;

    /// <summary>Takes over the names in what was committed by earlier runs, so that the limits hold over restarts.</summary>
    public void Load(IEnumerable<SeriesKey> counters)
    {
        foreach (var key in counters)
        {
            if (key.Metric == MetricNames.SpanCalls)
            {
                var kind = Math.Max(0, Array.IndexOf(Kinds, key[Kind]));
                CountsOf(_services.Intern(key[Service]), kind, _names.Intern(key[Span]));
            }
        }
    }

    /// <summary>Counts a span of a service, whose name is UTF-8.</summary>
    public void Count(ReadOnlySpan<byte> service, in OtlpSpan span)
    {
        var kind = span.Kind > 0 && span.Kind < Kinds.Length ? span.Kind : 0;
        var of = _services.Intern(service);
        var counts = CountsOf(of, kind, _names.Intern(span.Name));
        counts.Calls.Add(1);
        if (span.Status.Code == OtlpSpanStatus.Error)
        {
            counts.Errors.Add(1);
        }

        if (span.Seconds is { } seconds)
        {
            DurationsOf(of, kind).Record(seconds);
        }
    }

    private Counts CountsOf(ushort service, int kind, ushort name)
    {
        var key = ((uint)service << (KindBits + NameBits)) | ((uint)kind << NameBits) | name;
        if (_calls.TryGet(key, out var counts))
        {
            return counts;
        }

        if (_count >= MaxSeries && _names[name] != NameTable.Overflow)
        {
            return CountsOf(service, kind, _names.Intern(NameTable.Overflow));
        }

        _count++;
        KeyValuePair<string, string>[] attributes = [new(Service, LogMetrics.NameOf(_services[service])), new(Kind, Kinds[kind]), new(Span, _names[name])];
        counts = new Counts(metrics.Counter(new SeriesKey(MetricNames.SpanCalls, attributes)), metrics.Counter(new SeriesKey(MetricNames.SpanErrors, attributes)));
        _calls.Add(key, counts);
        return counts;
    }

    private CommittedHistogram DurationsOf(ushort service, int kind)
    {
        var key = ((uint)service << KindBits) | (uint)kind;
        if (!_durations.TryGet(key, out var durations))
        {
            var series = new SeriesKey(MetricNames.SpanDuration, new(Service, LogMetrics.NameOf(_services[service])), new(Kind, Kinds[kind]));
            _durations.Add(key, durations = metrics.Histogram(series, DurationBuckets.Seconds));
        }

        return durations;
    }

    private sealed record Counts(CommittedCounter Calls, CommittedCounter Errors);
}
