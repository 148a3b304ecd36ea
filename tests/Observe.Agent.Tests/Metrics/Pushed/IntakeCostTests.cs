using Google.Protobuf;
using Observe.Agent.Records.Otlp;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Metrics.V1;
using static Observe.Agent.Tests.Metrics.Pushed.Requests;

namespace Observe.Agent.Tests.Metrics.Pushed;

public class IntakeCostTests
{
    [Fact]
    public void A_point_of_a_known_series_allocates_nothing()
    {
        using var pushed = new PushedFixture();
        var bytes = Request(1000).ToByteArray();
        Take(pushed, bytes);
        var allocated = Allocations.LeastOf(() => Take(pushed, bytes));

        // A task or a closure a request would be fine; anything a point would be thousands.
        Assert.True(allocated < 200, $"{allocated} bytes for 1000 numbers and 1000 histograms");
    }

    [Fact]
    public void Increments_of_known_series_allocate_nothing_a_point()
    {
        using var pushed = new PushedFixture();
        var deltas = Request(1000, AggregationTemporality.Delta);
        Take(pushed, deltas.ToByteArray());
        pushed.Commit();
        var requests = Enumerable.Range(1, 8).Select(i => Request(1000, AggregationTemporality.Delta, i).ToByteArray()).ToArray();
        Take(pushed, requests[0]);
        var next = 1;
        var allocated = Allocations.LeastOf(() => Take(pushed, requests[next++]));
        Assert.True(allocated < 200, $"{allocated} bytes for 1000 increments and 1000 histograms");
    }

    private static void Take(PushedFixture pushed, byte[] bytes)
    {
        Assert.True(OtlpValidation.IsRequest(OtlpSignal.Metrics, bytes, out _));
        Assert.True(pushed.Metrics.ConsumeAsync(OtlpSignal.Metrics, bytes, CancellationToken.None).IsCompletedSuccessfully);
    }

    private static ExportMetricsServiceRequest Request(int points, AggregationTemporality temporality = AggregationTemporality.Cumulative, int push = 0)
    {
        var sum = Sum("requests", 5, push, push + 1, temporality, monotonic: true);
        var histogram = Histogram("latency", [1, 2, 5], [1, 2, 3, 4], 9, push, push + 1, temporality);
        for (var i = 1; i < points; i++)
        {
            sum.Sum.DataPoints.Add(sum.Sum.DataPoints[0].Clone());
            histogram.Histogram.DataPoints.Add(histogram.Histogram.DataPoints[0].Clone());
            sum.Sum.DataPoints[i].Attributes.Add([Attribute("route", $"/r{i}"), Attribute("method", "GET")]);
            histogram.Histogram.DataPoints[i].Attributes.Add([Attribute("route", $"/r{i}"), Attribute("method", "GET")]);
        }

        return Of("shop", sum, histogram);
    }
}
