using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Tokens.Otlp;

/// <summary>
/// Counts calls to models that spans tell of, by provider, model, operation, how they ended and why they finished, and how long
/// they took. The caller holds the commit lock.
/// </summary>
internal sealed class ModelCalls(CommittedMetrics metrics, NameTables names, Func<ReadOnlySpan<byte>, string> provider)
{
    /// <summary>Over it further combinations count as model <c>other</c> of their provider, without an operation.</summary>
    public const int MaxSeries = 2000;

    /// <summary>Providers invent reasons, though each has but a few.</summary>
    private const int MaxFinishReasons = 50;

    private readonly NameTable _finishReasons = new(MaxFinishReasons);
    private readonly Dictionary<(ushort Provider, ushort Model, ushort Operation, ushort FinishReason, bool IsError), CommittedCounter> _calls = [];
    private readonly Dictionary<(ushort Provider, ushort Model, ushort Operation), CommittedHistogram> _durations = [];

    /// <summary>Takes over the names in what was committed by earlier runs, so that the limits hold over restarts.</summary>
    public void Load(IEnumerable<SeriesKey> counters)
    {
        foreach (var key in counters)
        {
            if (key.Metric == MetricNames.GenAiCalls)
            {
                CallsOf((
                    names.Providers.Intern(LogMetrics.NameIn(key, "provider")),
                    names.Models.Intern(LogMetrics.NameIn(key, "model")),
                    names.Operations.Intern(key["operation"]),
                    _finishReasons.Intern(key["finish_reason"]),
                    key["status"] == "error"));
            }
        }
    }

    /// <summary>Counts the calls in a request of spans.</summary>
    public void Count(ReadOnlySpan<byte> request)
    {
        foreach (var resource in OtlpResourceGroup.Of(request))
        {
            foreach (var scope in new OtlpResourceGroup(resource).Scopes)
            {
                foreach (var item in new OtlpScopeGroup(scope).Items)
                {
                    var span = new OtlpSpan(item);
                    var call = new GenAiAttributes(span.Attributes);
                    if (call.IsCall && !call.SumsUpOthers)
                    {
                        Count(span, call);
                    }
                }
            }
        }
    }

    private void Count(in OtlpSpan span, in GenAiAttributes call)
    {
        var of = names.Providers.Intern(call.Provider.IsEmpty ? "" : provider(call.Provider));
        var model = names.Models.Intern(call.Model);
        var operation = names.Operations.Intern(call.Operation);
        CallsOf((of, model, operation, _finishReasons.Intern(call.FinishReason), span.Status.Code == OtlpSpanStatus.Error)).Add(1);
        if (span.Seconds is { } seconds)
        {
            DurationsOf((of, model, operation)).Record(seconds);
        }
    }

    private CommittedCounter CallsOf((ushort Provider, ushort Model, ushort Operation, ushort FinishReason, bool IsError) of)
    {
        if (_calls.TryGetValue(of, out var calls))
        {
            return calls;
        }

        if (_calls.Count >= MaxSeries && (of.Operation != 0 || names.Models[of.Model] != NameTable.Overflow))
        {
            return CallsOf(of with { Model = names.Models.Intern(NameTable.Overflow), Operation = 0 });
        }

        return _calls[of] = metrics.Counter(new SeriesKey(
            MetricNames.GenAiCalls,
            new("provider", LogMetrics.NameOf(names.Providers[of.Provider])),
            new("model", LogMetrics.NameOf(names.Models[of.Model])),
            new("operation", names.Operations[of.Operation]),
            new("finish_reason", _finishReasons[of.FinishReason]),
            new("status", of.IsError ? "error" : "ok")));
    }

    private CommittedHistogram DurationsOf((ushort Provider, ushort Model, ushort Operation) of)
    {
        if (_durations.TryGetValue(of, out var durations))
        {
            return durations;
        }

        if (_durations.Count >= MaxSeries && (of.Operation != 0 || names.Models[of.Model] != NameTable.Overflow))
        {
            return DurationsOf(of with { Model = names.Models.Intern(NameTable.Overflow), Operation = 0 });
        }

        return _durations[of] = metrics.Histogram(
            new SeriesKey(
                MetricNames.GenAiDuration,
                new("provider", LogMetrics.NameOf(names.Providers[of.Provider])),
                new("model", LogMetrics.NameOf(names.Models[of.Model])),
                new("operation", names.Operations[of.Operation])),
            DurationBuckets.ModelCall);
    }
}
