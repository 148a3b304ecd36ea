using Observe.Instrumentation.Cmr;

namespace Observe.Instrumentation.Tests.Delivery.Push;

public class MetricsPushTests
{
    [Fact]
    public async Task Metrics_arrive_without_the_sdk_as_valid_cumulative_otlp()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var client = Client(agent);
        client.Cmr.RecordCapture(2, 3, TimeSpan.FromMilliseconds(3), 4);
        client.Cmr.RecordCapture(2, 3, TimeSpan.FromMilliseconds(30), 4);
        client.Cmr.RecordReconstruction(1, 5, TimeSpan.FromMilliseconds(1), 0.5, "weighted");
        client.Cmr.ObserveBuffer(new CmrBufferLayer(2, 6, 8, 100));
        await client.FlushAsync();
        client.Cmr.RecordCapture(2, 3, TimeSpan.FromSeconds(20), 4);
        client.Cmr.ObserveBuffer(new CmrBufferLayer(2, 5, 8, 100));
        await client.FlushAsync();

        Assert.Empty(agent.Faults);
        Assert.Equal(2, agent.Metrics.Count);
        var (first, second) = (agent.Metrics[0], agent.Metrics[1]);
        var captures = One(first, "cmr.captures");
        Assert.Equal(("sum", true, 2.0), (captures.Kind, captures.Monotonic, captures.Value));
        Assert.Equal(new Dictionary<string, object> { ["cmr.layer"] = 2L }, captures.Attributes);
        Assert.Equal(3, One(second, "cmr.captures").Value);
        Assert.Equal("app", captures.Resource["service.name"]);

        var entries = One(second, "cmr.buffer.entries");
        Assert.Equal(("sum", false, 5.0), (entries.Kind, entries.Monotonic, entries.Value));
        Assert.Equal(("gauge", 0.625), (One(second, "cmr.buffer.utilization").Kind, One(second, "cmr.buffer.utilization").Value));

        // 3 ms, 30 ms and 20 s, which is above the last bound.
        var durations = One(second, "cmr.capture.duration");
        Assert.Equal(3UL, durations.Count);
        Assert.Equal(20.033, durations.Value, 9);
        Assert.Equal([0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1], durations.Buckets.Select(b => (int)b));
        Assert.Equal(new Dictionary<string, object> { ["cmr.layer"] = 1L, ["cmr.method"] = "weighted" }, One(first, "cmr.reconstructions").Attributes);
    }

    [Fact]
    public async Task A_gauge_that_was_set_once_is_told_at_every_push()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var client = Client(agent);
        client.Memory.LogStorage("s", 1000);
        client.Cmr.ObserveBuffer(new CmrBufferLayer(0, 1, 2, 3));
        await client.FlushAsync();
        client.Cmr.Reset();
        await client.FlushAsync();
        Assert.All(agent.Metrics, m => Assert.Equal(1000, One(m, "observe.app.memory.storage.used").Value));

        // What is observed is told only while it is there.
        Assert.Single(agent.Metrics[0], m => m.Name == "cmr.buffer.entries");
        Assert.DoesNotContain(agent.Metrics[1], m => m.Name == "cmr.buffer.entries");
    }

    [Fact]
    public async Task A_push_that_fails_loses_nothing()
    {
        await using var agent = await TestAgent.StartAsync();
        var port = agent.Address.Port;
        await using var client = Client(agent);
        await agent.StopAsync();
        client.Cmr.RecordForward(TimeSpan.FromSeconds(1), "m");
        await client.FlushAsync();
        await agent.StartAgainAsync(port);
        client.Cmr.RecordForward(TimeSpan.FromSeconds(2), "m");
        await client.FlushAsync();
        Assert.Equal(3, One(agent.Metrics[^1], "cmr.forward.duration").Value);
    }

    [Fact]
    public async Task Metrics_go_at_the_interval_and_at_the_end()
    {
        await using var agent = await TestAgent.StartAsync();
        var client = Client(agent, TimeSpan.FromMilliseconds(20));
        client.Cmr.RecordForward(TimeSpan.FromSeconds(1), "m");
        while (agent.Metrics.Count < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }

        client.Cmr.RecordForward(TimeSpan.FromSeconds(1), "m");
        await client.DisposeAsync();
        Assert.Equal(2UL, One(agent.Metrics[^1], "cmr.forward.duration").Count);
    }

    [Fact]
    public async Task Threads_that_record_together_lose_nothing()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var client = Client(agent);
        Parallel.For(0, 4, t =>
        {
            for (var i = 0; i < 5000; i++)
            {
                client.Cmr.RecordCapture(i & 7, 1, TimeSpan.FromMilliseconds(1));
                client.Cmr.RecordRetrieval(TimeSpan.FromMilliseconds(2), (i & 1) == 0);
            }
        });
        await client.FlushAsync();
        var metrics = agent.Metrics[^1];
        Assert.Equal(20_000, metrics.Where(m => m.Name == "cmr.capture.duration").Sum(m => (long)m.Count));
        Assert.Equal(20, metrics.Where(m => m.Name == "cmr.capture.duration").Sum(m => m.Value), 6);
        Assert.Equal(20_000, One(metrics, "cmr.retrievals").Value);
        Assert.Equal([10_000.0, 10_000.0], metrics.Where(m => m.Name == "cmr.cache.requests").Select(m => m.Value));
    }

    [Fact]
    public async Task Nothing_is_pushed_unless_asked_for()
    {
        await using var agent = await TestAgent.StartAsync();
        await using (var client = DeliveryTests.Client(agent.Address))
        {
            client.Cmr.RecordForward(TimeSpan.FromSeconds(1));
            await client.FlushAsync();
        }

        Assert.Empty(agent.Metrics);
    }

    private static ObserveClient Client(TestAgent agent, TimeSpan? interval = null) => DeliveryTests.Client(agent.Address, o =>
    {
        o.ServiceName = "app";
        o.Delivery.PushMetrics = true;
        o.Delivery.PushInterval = interval ?? TimeSpan.FromMinutes(30);
    });

    private static StrictOtlp.Metric One(List<StrictOtlp.Metric> metrics, string name) => Assert.Single(metrics, m => m.Name == name);
}
