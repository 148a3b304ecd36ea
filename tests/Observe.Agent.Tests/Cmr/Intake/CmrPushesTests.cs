using Google.Protobuf;
using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Intake;
using Observe.Agent.Cmr.Reports;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Tests.Metrics.Pushed;
using Observe.Agent.Tests.Tokens;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;

namespace Observe.Agent.Tests.Cmr.Intake;

/// <summary>Requests as SDKs send them, made with the generated classes.</summary>
public sealed class CmrPushesTests : IDisposable
{
    private const AggregationTemporality Cumulative = AggregationTemporality.Cumulative;
    private const AggregationTemporality Delta = AggregationTemporality.Delta;

    private static readonly double[] Bounds = [0.01, 0.1];

    private readonly SetTime _time = new("2026-11-21T08:00:00Z") { Now = DateTimeOffset.FromUnixTimeSeconds((long)(Requests.Zero / 1_000_000_000)) };
    private readonly ComponentMetrics _components = new();
    private readonly CmrModel _model;
    private readonly CmrPushes _pushes;

    public CmrPushesTests()
    {
        _model = new CmrModel(new CmrOptions { Window = TimeSpan.FromHours(1) }, _time);
        _pushes = new CmrPushes(_model, _components, _time);
    }

    public void Dispose() => _components.Dispose();

    [Fact]
    public void Of_totals_what_they_rose_by_counts()
    {
        Push(Counter("cmr.captures", 10), Duration([6, 4, 0], 0.2));
        Push(Counter("cmr.captures", 15), Duration([6, 8, 1], 0.9));

        var layer = Assert.Single(App.Layers);
        Assert.Equal((7, 15), (layer.Layer, layer.Captures));
        Assert.Equal(0.06, layer.AvgCaptureTime!.Value, 12);
        Assert.Equal(15, layer.TotalCaptures);
    }

    [Fact]
    public void Of_an_app_that_began_long_before_only_what_comes_now_counts()
    {
        _time.Now += TimeSpan.FromMinutes(10);
        Push(Counter("cmr.captures", 1000));
        Assert.Empty(_model.Report().Sources);
        Push(Counter("cmr.captures", 1003));
        Assert.Equal(3, App.Metrics.Captures);
    }

    [Fact]
    public void An_app_that_began_anew_counts_from_its_beginning()
    {
        Push(Counter("cmr.captures", 10));
        Push(Counter("cmr.captures", 4, start: 60));
        Assert.Equal(14, App.Metrics.Captures);

        // It did not say that it began anew, but a total does not fall.
        Push(Counter("cmr.captures", 3, start: 60));
        Assert.Equal(17, App.Metrics.Captures);
    }

    [Fact]
    public void Deltas_count_as_they_are()
    {
        Push(Requests.Delta("cmr.captures", 5, 0, 1, Layer(1)));
        Push(Requests.Delta("cmr.captures", 5, 1, 2, Layer(1)));
        Push(Requests.Histogram("cmr.retrieval.duration", Bounds, [1, 1, 0], 0.07, 0, 1, Delta));

        Assert.Equal((10, 2), (App.Metrics.Captures, App.Metrics.Retrievals));
        Assert.Equal(0.035, App.Metrics.AvgRetrievalTime!.Value, 12);
    }

    [Fact]
    public void What_is_sent_again_or_comes_late_does_not_count_again()
    {
        for (var i = 0; i < 2; i++)
        {
            Push(
                Requests.Delta("cmr.captures", 5, 0, 1, Layer(1)), Requests.Histogram("cmr.retrieval.duration", Bounds, [1, 1, 0], 0.07, 0, 1, Delta),
                Requests.Sum("cmr.buffer.entries", 40, 0, 1, Delta, false, Layer(1)), Counter("cmr.captures", 10));
        }

        Push(Requests.Counter("cmr.captures", 12, 0, 3, Layer(7)));
        Push(Requests.Counter("cmr.captures", 11, 0, 2, Layer(7)));
        Assert.Equal((17, 2, 40), (App.Metrics.Captures, App.Metrics.Retrievals, App.Metrics.BufferEntries));
    }

    [Fact]
    public void Methods_of_one_layer_are_counted_each_by_itself()
    {
        var weighted = Requests.Attribute("cmr.method", "weighted");
        var attention = Requests.Attribute("cmr.method", "attention");
        Push(Counter("cmr.reconstructions", 10, 0, weighted), Counter("cmr.reconstructions", 3, 0, attention));
        Push(Counter("cmr.reconstructions", 11, 0, weighted), Counter("cmr.reconstructions", 5, 0, attention));

        Assert.Equal(16, App.Metrics.Reconstructions);
    }

    [Fact]
    public void Everything_has_its_place()
    {
        Push(
            Counter("cmr.states.captured", 100), Counter("cmr.states.stored", 80), Counter("cmr.buffer.evictions", 8),
            Quality("cmr.reconstruction.quality", 4, 3.2, Layer(7)), Quality("cmr.retrieval.quality", 2, 1.8),
            Requests.Counter("cmr.cache.requests", 3, attributes: Requests.Attribute("result", "hit")),
            Requests.Counter("cmr.cache.requests", 1, attributes: Requests.Attribute("result", "miss")),
            Requests.Counter("cmr.errors", 2, attributes: Requests.Attribute("component", "retrieval")),
            Requests.Sum("cmr.buffer.entries", 40, 0, 1, Cumulative, false, Layer(7)),
            Requests.Sum("cmr.buffer.limit", 64, 0, 1, Cumulative, false, Layer(7)),
            Requests.Sum("cmr.buffer.size", 3 * 1_048_576, 0, 1, Cumulative, false));

        var metrics = App.Metrics;
        Assert.Equal((0.8, 0.8, 0.9, 0.75), (metrics.CaptureEfficiency!.Value, metrics.ReconstructionQuality!.Value, metrics.RetrievalQuality!.Value, metrics.CacheHitRate!.Value));
        Assert.Equal((8, 2, 40, 64, 0.625, 3.0), (metrics.Evictions, metrics.Errors, metrics.BufferEntries, metrics.BufferLimit, metrics.UtilizationRate!.Value, metrics.BufferSizeMb));
    }

    [Fact]
    public void Exponential_histograms_count_by_number_and_sum()
    {
        Push(Requests.Exponential("cmr.retrieval.duration", 0, 0, [2, 2], 0, 2, 0, 1, Cumulative));
        Assert.Equal((4, 0.5), (App.Metrics.Retrievals, App.Metrics.AvgRetrievalTime));
    }

    [Fact]
    public void What_makes_no_sense_counts_for_nothing()
    {
        Push(
            Requests.Counter("cmr.captures", 5), Requests.Counter("cmr.captures", 5, attributes: Layer(-3)),
            Requests.Counter("cmr.captures", 5, attributes: Requests.Attribute("cmr.layer", "first")),
            Requests.Gauge("cmr.captures", double.NaN, 1, Layer(1)), Requests.Gauge("cmr.captures", 1e300, 1, Layer(1)),
            Requests.Counter("cmr.errors", 5, attributes: Requests.Attribute("component", "elsewhere")),
            Requests.Histogram("cmr.retrieval.duration", [], [], double.NaN, 0, 1, Cumulative),
            Requests.Histogram("cmr.retrieval.duration", Bounds, [1, 1, 1], -5, 0, 1, Delta),
            Requests.Histogram("cmr.retrieval.duration", [], [ulong.MaxValue / 2], 5, 0, 1, Delta),
            Requests.Counter("cmrish.captures", 5, attributes: Layer(1)));

        Assert.Empty(_model.Report().Sources);
    }

    [Fact]
    public void An_app_is_known_by_its_namespace_and_name_as_the_job_of_its_series_is()
    {
        Push([Requests.Attribute("service.namespace", "shop"), Requests.Attribute("service.name", "chat")], Counter("cmr.captures", 1));
        Assert.Equal("shop/chat", App.Source);
    }

    [Fact]
    public void Counts_that_add_up_beyond_any_number_do_no_harm()
    {
        foreach (var layer in Enumerable.Range(0, 20))
        {
            var metrics = Enumerable.Range(0, 1000).Select(i => Requests.Delta("cmr.states.stored", 999_999_999_999_999, i, i + 1, Layer(layer)));
            Push([.. metrics, Requests.Sum("cmr.buffer.entries", long.MaxValue, 0, 1, Delta, false, Layer(layer)), Requests.Delta("cmr.captures", 1, 0, 1, Layer(layer))]);
        }

        Assert.Equal(20, App.Metrics.Captures);
        Assert.All(App.Layers, l => Assert.Equal(0, l.StatesStored));
    }

    [Fact]
    public void Buckets_that_do_not_make_up_the_count_are_left_out()
    {
        var damaged = Requests.Histogram("cmr.retrieval.duration", Bounds, [5, 0, 0], 0.1, 0, 1, Delta);
        damaged.Histogram.DataPoints[0].BucketCounts[2] = ulong.MaxValue;
        Push(damaged);

        Assert.Equal((5, 0.02), (App.Metrics.Retrievals, App.Metrics.AvgRetrievalTime));
    }

    [Fact]
    public void A_quality_above_1_and_a_buffer_below_0_count_for_nothing()
    {
        Push(
            Quality("cmr.reconstruction.quality", 4, 5, Layer(7)), Quality("cmr.retrieval.quality", 2, 2.0000001), Counter("cmr.captures", 1),
            Requests.Sum("cmr.buffer.entries", -4, 0, 1, Cumulative, false, Layer(7)), Requests.Sum("cmr.buffer.limit", 64, 0, 1, Cumulative, false, Layer(7)));

        Assert.Equal((null, 1, 0), (App.Metrics.ReconstructionQuality, App.Metrics.RetrievalQuality, App.Metrics.BufferEntries));
    }

    [Fact]
    public void Huge_names_are_cut_or_not_followed()
    {
        var huge = new string('x', 100_000);
        var resource = new[] { Requests.Attribute("service.name", new string('n', 199) + "\U0001f600"), Requests.Attribute("service.instance.id", huge) };
        Push(resource, Counter("cmr.captures", 5), Counter("cmr.reconstructions", 5, 0, Requests.Attribute("cmr.method", huge)));

        Assert.Equal((200, 5, 0), (App.Source.Length, App.Metrics.Captures, App.Metrics.Reconstructions));
        using var json = new MemoryStream();
        _model.Report().WriteJson(json);
        Assert.True(json.Length > 0);
    }

    [Fact]
    public void Series_that_differ_in_an_attribute_of_any_kind_are_different_ones()
    {
        KeyValue[] values = [
            new() { Key = "warm", Value = new AnyValue { BoolValue = true } }, new() { Key = "warm", Value = new AnyValue { BoolValue = false } },
            new() { Key = "heat", Value = new AnyValue { DoubleValue = 0.5 } }, new() { Key = "heat", Value = new AnyValue { DoubleValue = 0.7 } }];
        for (var push = 0; push < 3; push++)
        {
            Push([.. values.Select((v, i) => Counter("cmr.captures", 10 * (i + 1), 0, v))]);
        }

        Assert.Equal(100, App.Metrics.Captures);
    }

    private SourceReport App => _model.Report().Sources.Single();

    private static KeyValue Layer(int layer) => new() { Key = "cmr.layer", Value = new AnyValue { IntValue = layer } };

    private static Metric Counter(string name, long value, double start = 0, params KeyValue[] more) =>
        Requests.Counter(name, value, start, start + 1, [Layer(7), .. more]);

    private static Metric Duration(ulong[] counts, double sum) => WithLayer(Requests.Histogram("cmr.capture.duration", Bounds, counts, sum, 0, 1, Cumulative));

    private static Metric Quality(string name, ulong count, double sum, params KeyValue[] attributes)
    {
        var metric = Requests.Histogram(name, [0.5], [0, count], sum, 0, 1, Cumulative);
        metric.Histogram.DataPoints[0].Attributes.Add(attributes);
        return metric;
    }

    private static Metric WithLayer(Metric metric)
    {
        metric.Histogram.DataPoints[0].Attributes.Add(Layer(7));
        return metric;
    }

    private void Push(params Metric[] metrics) => Push([Requests.Attribute("service.name", "app")], metrics);

    private void Push(KeyValue[] resource, params Metric[] metrics)
    {
        var outcome = _pushes.ConsumeAsync(OtlpSignal.Metrics, Requests.Of(resource, null, metrics).ToByteArray(), CancellationToken.None);
        Assert.Equal(OtlpOutcome.Accepted, outcome.Result);
    }
}
