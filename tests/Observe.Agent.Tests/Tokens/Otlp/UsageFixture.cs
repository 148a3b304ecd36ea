using Google.Protobuf;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Usage;
using Observe.Agent.Tests.Metrics.Pushed;
using Observe.Agent.Tokens.Otlp;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace Observe.Agent.Tests.Tokens.Otlp;

/// <summary>The use of tokens in what apps push, with a clock set by hand, whose second 0 is <see cref="Requests.Zero"/>.</summary>
internal sealed class UsageFixture : ITokenUsageConsumer
{
    private const string Zero = "2027-01-15 08:00:00";

    private readonly SetTime _time = new(Zero);
    private readonly Dictionary<string, StoredUsage> _stored = new(StringComparer.Ordinal);
    private OtlpUsage _usage;

    public UsageFixture(double seconds = 0)
    {
        Seconds = seconds;
        _usage = NewUsage();
    }

    public List<TokenUsage> Taken { get; } = [];

    public long Input => Taken.Sum(t => t.Input);

    public long Output => Taken.Sum(t => t.Output);

    public double Seconds
    {
        set => _time.Now = SetTime.Parse(Zero).AddSeconds(value);
    }

    public void Consume(in TokenUsage usage) => Taken.Add(usage);

    public void Push(params Metric[] metrics) => Push("shop", metrics);

    public void Push(string app, params Metric[] metrics) => _usage.Count(OtlpSignal.Metrics, Requests.Of(app, metrics).ToByteArray());

    public void Push(params Span[] spans)
    {
        var of = new ResourceSpans { Resource = new Resource { Attributes = { Requests.Attribute("service.name", "shop") } }, ScopeSpans = { new ScopeSpans() } };
        of.ScopeSpans[0].Spans.Add(spans);
        _usage.Count(OtlpSignal.Traces, new ExportTraceServiceRequest { ResourceSpans = { of } }.ToByteArray());
    }

    /// <summary>Apps that are remembered once a commit is stored.</summary>
    public int StoredApps
    {
        get
        {
            Commit();
            return _stored.Count(s => s.Key.StartsWith("app ", StringComparison.Ordinal) && s.Value.State is not null);
        }
    }

    /// <summary>Goes on from what was committed by then.</summary>
    public void Restart()
    {
        Commit();
        _usage = NewUsage();
        _usage.Load(_stored.Values);
    }

    /// <summary>A total of tokens of chats with gpt-4o.</summary>
    public static Metric Histogram(string type, long tokens, double start, double time, AggregationTemporality temporality = AggregationTemporality.Cumulative)
    {
        var metric = Requests.Histogram("gen_ai.client.token.usage", [10], [0, 1], tokens, start, time, temporality);
        metric.Histogram.DataPoints[0].Attributes.Add([.. Chat, Requests.Attribute("gen_ai.token.type", type)]);
        return metric;
    }

    public static Metric Counter(string type, long tokens, double start, double time) =>
        Requests.Counter($"gen_ai.client.inference.usage.{type}_tokens", tokens, start, time, Chat);

    /// <summary>A chat with gpt-4o that took the second before.</summary>
    public static Span Span(double time, params (string Name, long Tokens)[] usage)
    {
        var span = new Span { Name = "chat gpt-4o", StartTimeUnixNano = Requests.At(time - 1), EndTimeUnixNano = Requests.At(time), Attributes = { Chat } };
        span.Attributes.Add(usage.Select(u => new KeyValue { Key = $"gen_ai.usage.{u.Name}", Value = new AnyValue { IntValue = u.Tokens } }));
        return span;
    }

    private static KeyValue[] Chat =>
        [Requests.Attribute("gen_ai.operation.name", "chat"), Requests.Attribute("gen_ai.system", "OpenAI"), Requests.Attribute("gen_ai.request.model", "gpt-4o")];

    private void Commit()
    {
        var commit = new CommitSet();
        _usage.TakeChanges(commit);
        foreach (var usage in commit.Usage)
        {
            _stored[usage.Key] = usage;
        }
    }

    private OtlpUsage NewUsage() => new(this, name => System.Text.Encoding.UTF8.GetString(name).ToLowerInvariant(), _time);
}
