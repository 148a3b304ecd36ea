using Google.Protobuf;
using Observe.Agent.Records.Otlp;
using Observe.Prometheus;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using static Observe.Agent.Tests.Metrics.Pushed.Requests;

namespace Observe.Agent.Tests.Metrics.Pushed;

public sealed class PushedMetricsTests : IDisposable
{
    private static readonly PrometheusFormat OpenMetrics = new(PrometheusExposition.OpenMetrics100);

    private readonly PushedFixture _pushed = new();

    public void Dispose() => _pushed.Dispose();

    [Fact]
    public void The_resource_becomes_job_instance_and_target_info_the_scope_becomes_labels()
    {
        var resource = new[]
        {
            Attribute("service.namespace", "eu"), Attribute("service.name", "shop"), Attribute("service.instance.id", "a:1"), Attribute("host.name", "h1"),
            new KeyValue { Key = "process.command_args", Value = new AnyValue { ArrayValue = new ArrayValue { Values = { new AnyValue { StringValue = "x" }, new AnyValue { IntValue = 3 } } } } },
        };
        var scope = new InstrumentationScope { Name = "shop.meter", Version = "1.2", Attributes = { Attribute("team", "red") } };
        var gauge = Gauge("queue.size", 3.5, 1, Attribute("queue.name", "in"), Attribute("job", "mine"), Attribute("empty", ""));
        gauge.Unit = "By";
        gauge.Description = "Waiting.";
        Assert.Equal(OtlpOutcome.Accepted, _pushed.Push(Of(resource, scope, gauge)));
        var page = _pushed.Page();
        Assert.Contains(
            """
            # HELP queue_size_bytes Waiting.
            # TYPE queue_size_bytes gauge
            queue_size_bytes{instance="a:1",job="eu/shop",otel_scope_name="shop.meter",otel_scope_team="red",otel_scope_version="1.2",queue_name="in"} 3.5
            """,
            page);
        Assert.Contains("""target_info{job="eu/shop",instance="a:1",host_name="h1",process_command_args="[\"x\",3]"} 1""", page);
    }

    [Fact]
    public void Sums_are_counters_or_gauges_and_whole_numbers_stay_whole()
    {
        _pushed.Push(Of("shop",
            Counter("requests", long.MaxValue),
            Sum("connections", -3, 0, 1, AggregationTemporality.Cumulative, monotonic: false),
            new Metric { Name = "load", Unit = "1", Gauge = new Gauge { DataPoints = { new NumberDataPoint { AsDouble = 0.25 } } } }));
        Assert.Equal(
            ["""requests_total{job="shop"} 9223372036854775807""", """connections{job="shop"} -3""", """load_ratio{job="shop"} 0.25"""],
            _pushed.Samples());
    }

    [Fact]
    public void Histograms_and_summaries_are_shown_as_such()
    {
        _pushed.Push(Of("shop",
            Histogram("latency", [0.1, 1], [1, 2, 3], 4.5, 0, 1, AggregationTemporality.Cumulative),
            new Metric
            {
                Name = "rpc",
                Summary = new Summary
                {
                    DataPoints = { new SummaryDataPoint { Count = 7, Sum = 3.5, QuantileValues = { new SummaryDataPoint.Types.ValueAtQuantile { Quantile = 0.9, Value = 0.7 } } } },
                },
            }));
        Assert.Equal(
            [
                """latency_seconds_bucket{job="shop",le="0.1"} 1""", """latency_seconds_bucket{job="shop",le="1"} 3""",
                """latency_seconds_bucket{job="shop",le="+Inf"} 6""", """latency_seconds_sum{job="shop"} 4.5""", """latency_seconds_count{job="shop"} 6""",
                """rpc{job="shop",quantile="0.9"} 0.7""", """rpc_sum{job="shop"} 3.5""", """rpc_count{job="shop"} 7""",
            ],
            _pushed.Samples());
    }

    [Fact]
    public void An_exponential_histogram_is_classic_in_text_and_native_in_protobuf()
    {
        _pushed.Push(Exponential("size", 0, 0, [2, 3], 1, 11, 0, 1, AggregationTemporality.Cumulative));
        var text = _pushed.Samples();
        Assert.Contains("""size_bucket{job="shop",le="2.5"} 3""", text);
        Assert.Contains("""size_count{job="shop"} 6""", text);
        Assert.Contains("""size_sum{job="shop"} 11""", text);

        // Type 4 is a histogram; its field 5 is the schema, which only native ones have.
        var protobuf = _pushed.Page(new PrometheusFormat(PrometheusExposition.Protobuf));
        Assert.Contains("\n\u0004size\u0018\u0004", protobuf);
        Assert.DoesNotContain("size_bucket", protobuf);
    }

    [Fact]
    public void Exemplars_and_the_start_of_counting_are_shown_where_the_format_has_them()
    {
        var counter = Counter("requests", 5, start: 0, time: 10);
        counter.Sum.DataPoints[0].Exemplars.Add(new Exemplar
        {
            AsDouble = 2,
            TimeUnixNano = At(9),
            TraceId = ByteString.CopyFrom(Convert.FromHexString("0af7651916cd43dd8448eb211c80319c")),
            SpanId = ByteString.CopyFrom(Convert.FromHexString("b7ad6b7169203331")),
        });
        _pushed.Push(counter);
        Assert.Equal(
            [
                """requests_total{job="shop"} 5 # {trace_id="0af7651916cd43dd8448eb211c80319c",span_id="b7ad6b7169203331"} 2 1800000009""",
                """requests_created{job="shop"} 1800000000""",
            ],
            _pushed.Samples(OpenMetrics));
    }

    [Fact]
    public void Several_apps_may_push_one_name_also_with_other_bounds()
    {
        _pushed.Push(Histogram("latency", [1], [1, 0], 1, 0, 1, AggregationTemporality.Cumulative), "a");
        _pushed.Push(Histogram("latency", [2], [1, 0], 1, 0, 1, AggregationTemporality.Cumulative), "b");
        var page = _pushed.Page();
        Assert.Equal(1, page.Split("# TYPE latency_seconds histogram").Length - 1);
        Assert.Contains("""latency_seconds_bucket{job="a",le="1"} 1""", page);
        Assert.Contains("""latency_seconds_bucket{job="b",le="2"} 1""", page);
    }

    [Fact]
    public void Of_metrics_whose_types_conflict_the_later_is_dropped_and_reported()
    {
        Assert.Equal(0, _pushed.Push(Counter("x", 1), "a").Rejected);
        var outcome = _pushed.Push(Of("b", Gauge("x.total", 1), Gauge("y", 1), Histogram("y.seconds", [1], [1, 0], 1, 0, 1, AggregationTemporality.Cumulative), Gauge("y.seconds.count", 1)));
        Assert.Equal(OtlpStatus.Accepted, outcome.Status);
        Assert.Equal(2, outcome.Rejected);
        Assert.Contains("x.total: type_conflict", outcome.Message);
        Assert.Equal(["""x_total{job="a"} 1""", """y{job="b"} 1"""], _pushed.Samples()[..2]);
        Assert.DoesNotContain("y_seconds_count 1", _pushed.Page());

        // Once the first is gone, the name is free.
        _pushed.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(0, _pushed.Push(Gauge("x.total", 2), "b").Rejected);
        Assert.Contains("""x_total{job="b"} 2""", _pushed.Samples());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("x.total")]
    [InlineData("target.info")]
    [InlineData("target")]
    public void A_gauge_whose_name_a_counter_or_the_resource_has_in_any_format_is_refused(string name)
    {
        Assert.Equal(0, _pushed.Push(Counter("x", 1)).Rejected);

        Assert.Contains($"{name}: type_conflict", _pushed.Push(Gauge(name, 2)).Message);
        Assert.Equal(["x_total{job=\"shop\"} 1"], _pushed.Samples());
    }

    [Fact]
    public void A_counter_whose_name_a_gauge_has_is_refused_though_only_OpenMetrics_shows_both_under_one()
    {
        Assert.Equal(0, _pushed.Push(Gauge("x", 2)).Rejected);

        Assert.Contains("x: type_conflict", _pushed.Push(Counter("x", 1)).Message);
        Assert.Equal(["x{job=\"shop\"} 2"], _pushed.Samples(OpenMetrics));
    }

    [Fact]
    public void A_series_leaves_the_page_when_the_app_is_silent_or_says_so()
    {
        _pushed.Push(Of("shop", Gauge("a", 1), Gauge("b", 1)));
        _pushed.Time.Advance(TimeSpan.FromMinutes(4));
        _pushed.Push(Gauge("b", 2, 240));
        _pushed.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["""b{job="shop"} 2"""], _pushed.Samples());

        var gone = Gauge("b", 2, 300);
        gone.Gauge.DataPoints[0].Flags = (uint)DataPointFlags.NoRecordedValueMask;
        Assert.Equal(0, _pushed.Push(gone).Rejected);
        Assert.Empty(_pushed.Samples());
        _pushed.Push(Gauge("b", 3, 301));
        Assert.Equal(["""b{job="shop"} 3"""], _pushed.Samples());
    }

    [Fact]
    public void Target_info_leaves_with_its_app_and_a_new_process_takes_its_place()
    {
        var first = new[] { Attribute("service.name", "shop"), Attribute("process.pid", "1") };
        var second = new[] { Attribute("service.name", "shop"), Attribute("process.pid", "2") };
        _pushed.Push(Of(first, null, Counter("c", 5, 0, 1)));
        _pushed.Push(Of(second, null, Counter("c", 1, 10, 11)));
        var page = _pushed.Page();
        Assert.DoesNotContain("process_pid=\"1\"", page);
        Assert.Contains("""target_info{job="shop",process_pid="2"} 1""", page);

        // The series goes on in the new process, with its reset.
        Assert.Equal(["""c_total{job="shop"} 1""", """c_created{job="shop"} 1800000010"""], _pushed.Samples(OpenMetrics));
        _pushed.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.DoesNotContain("target_info{", _pushed.Page());
    }

    [Fact]
    public void An_older_point_never_takes_the_place_of_a_newer()
    {
        _pushed.Push(Counter("c", 10, 0, 20));
        var late = _pushed.Push(Counter("c", 5, 0, 10));
        Assert.Equal(1, late.Rejected);
        Assert.Contains("c: out_of_order", late.Message);
        Assert.Equal(["""c_total{job="shop"} 10"""], _pushed.Samples());
        Assert.Equal(0, _pushed.Push(Counter("c", 10, 0, 20)).Rejected);
    }

    /// <summary>Pushes in any order, with restarts of the app, against the rule: the latest time counts, the older is refused.</summary>
    [Fact]
    public void Whatever_the_order_the_latest_total_stands()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var (latest, shown, name) = (-1, 0L, $"c{seed}");
            var start = 0;
            for (var i = 0; i < 20; i++)
            {
                var time = Math.Max(1, (i * 10) + random.Next(-25, 10));
                start = random.Next(6) == 0 ? i * 5 : start;
                var value = random.Next(1000);
                var outcome = _pushed.Push(Counter(name, value, start, time));
                Assert.Equal(time < latest, outcome.Rejected == 1);
                (latest, shown) = time < latest ? (latest, shown) : (time, value);
            }

            Assert.Contains($$"""{{name}}_total{job="shop"} {{shown}}""", _pushed.Samples());
        }
    }

    [Fact]
    public void The_order_of_attributes_makes_no_other_series()
    {
        _pushed.Push(Gauge("g", 1, 1, Attribute("a", "1"), Attribute("b", "2")));
        _pushed.Push(Gauge("g", 2, 2, Attribute("b", "2"), Attribute("a", "1")));
        Assert.Equal(["""g{a="1",b="2",job="shop"} 2"""], _pushed.Samples());
    }

    [Fact]
    public void Attributes_scattered_over_a_point_are_read_together()
    {
        var point = new NumberDataPoint { Attributes = { Attribute("a", "1") } }.ToByteArray()
            .Concat(new NumberDataPoint { AsDouble = 7 }.ToByteArray()).Concat(new NumberDataPoint { Attributes = { Attribute("b", "2") } }.ToByteArray()).ToArray();
        var gauge = new Metric { Name = "g", Gauge = new Gauge { DataPoints = { NumberDataPoint.Parser.ParseFrom(point) } } };
        var request = Of("shop", gauge).ToByteArray();

        // The generated classes write attributes together; the point is put back as it was, of the same length.
        var together = gauge.Gauge.DataPoints[0].ToByteArray();
        Assert.Equal(together.Length, point.Length);
        point.CopyTo(request, request.AsSpan().IndexOf(together));
        Assert.True(_pushed.Metrics.ConsumeAsync(OtlpSignal.Metrics, request, CancellationToken.None).IsCompletedSuccessfully);
        _pushed.Push(Gauge("g", 8, 2, Attribute("a", "1"), Attribute("b", "2")));
        Assert.Equal(["""g{a="1",b="2",job="shop"} 8"""], _pushed.Samples());
    }

    [Fact]
    public void Values_that_cannot_be_are_refused_by_themselves()
    {
        var outcome = _pushed.Push(Of("shop",
            Gauge("good", 1),
            new Metric { Name = "none", Gauge = new Gauge { DataPoints = { new NumberDataPoint() } } },
            Histogram("bounds", [2, 1], [1, 0, 0], 1, 0, 1, AggregationTemporality.Cumulative),
            Histogram("counts", [1, 2], [1, 0], 1, 0, 1, AggregationTemporality.Cumulative),
            Exponential("scale", 99, 0, [1], 0, 1, 0, 1, AggregationTemporality.Cumulative),
            Exponential("offset", 0, int.MaxValue, [1], 0, 1, 0, 1, AggregationTemporality.Delta),
            Histogram("wide", [.. Enumerable.Range(0, 2000).Select(i => (double)i)], [.. Enumerable.Repeat(0UL, 2001)], 1, 0, 1, AggregationTemporality.Cumulative),
            Delta("falls", -1, 0, 1),
            Counter("below", -1),
            Real("nan", double.NaN),
            Real("endless", double.PositiveInfinity),
            Quantiles("twice", 0.5, 0.9, 0.5),
            Gauge("", 1)));
        Assert.Equal(12, outcome.Rejected);
        Assert.Contains("invalid_value", outcome.Message);
        Assert.Contains("wide: too_many_buckets", outcome.Message);
        Assert.Equal(["""good{job="shop"} 1"""], _pushed.Samples());
    }

    [Fact]
    public void A_gauge_without_service_name_belongs_to_an_unknown_service()
    {
        _pushed.Push(Of([], null, Gauge("g", 1)));
        Assert.Equal(["""g{job="unknown_service"} 1"""], _pushed.Samples());
    }

    private static Metric Real(string name, double total)
    {
        var metric = Counter(name, 0);
        metric.Sum.DataPoints[0].AsDouble = total;
        return metric;
    }

    private static Metric Quantiles(string name, params double[] quantiles)
    {
        var point = new SummaryDataPoint { Count = 1 };
        point.QuantileValues.Add(quantiles.Select(q => new SummaryDataPoint.Types.ValueAtQuantile { Quantile = q, Value = 1 }));
        return new Metric { Name = name, Summary = new Summary { DataPoints = { point } } };
    }
}
