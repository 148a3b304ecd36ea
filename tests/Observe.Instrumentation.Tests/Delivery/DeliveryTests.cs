using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Observe.Instrumentation.Tests.Delivery;

public class DeliveryTests
{
    [Fact]
    public async Task Events_arrive_as_valid_otlp_with_their_types_and_trace()
    {
        await using var agent = await TestAgent.StartAsync();
        var time = new ManualTime();
        using var activity = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        await using (var client = Client(agent.Address, o => o.ServiceName = "my app", time))
        {
            client.System.Log("deploy", "a \"new\" version\n\u0001 \ud800 你好", new Dictionary<string, object?>
            {
                ["text"] = "x",
                ["count"] = 42,
                ["big"] = long.MaxValue,
                ["share"] = 0.5,
                ["nan"] = double.NaN,
                ["inf"] = double.PositiveInfinity,
                ["flag"] = true,
                ["none"] = null,
                ["time"] = TimeSpan.FromMilliseconds(1500),
                ["lone \udc00 key"] = new Version(1, 2),
            }, importance: 9);
            await client.FlushAsync();
        }

        Assert.Empty(agent.Faults);
        var record = Assert.Single(agent.Logs);
        Assert.Equal("observe.system", record.Event);
        Assert.Equal(13, record.Severity);
        Assert.Equal("a \"new\" version\n\u0001 \ufffd 你好", record.Body);
        Assert.Equal((ulong)(time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds * 1_000_000_000, record.Time);
        Assert.Equal("my app", record.Resource["service.name"]);
        Assert.Equal(activity.TraceId.ToHexString(), record.Trace);
        Assert.Equal("deploy", record.Attributes["observe.event.type"]);
        Assert.Equal(9L, record.Attributes["observe.event.importance"]);
        Assert.Equal("x", record.Attributes["observe.event.data.text"]);
        Assert.Equal(42L, record.Attributes["observe.event.data.count"]);
        Assert.Equal(long.MaxValue, record.Attributes["observe.event.data.big"]);
        Assert.Equal(0.5, record.Attributes["observe.event.data.share"]);
        Assert.Equal(double.NaN, record.Attributes["observe.event.data.nan"]);
        Assert.Equal(double.PositiveInfinity, record.Attributes["observe.event.data.inf"]);
        Assert.Equal(true, record.Attributes["observe.event.data.flag"]);
        Assert.Equal("", record.Attributes["observe.event.data.none"]);
        Assert.Equal(1.5, record.Attributes["observe.event.data.time"]);
        Assert.Equal("1.2", record.Attributes["observe.event.data.lone \ufffd key"]);
    }

    [Fact]
    public async Task Events_go_in_batches_and_in_order()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var client = Client(agent.Address, o => (o.Delivery.BatchLimit, o.Delivery.BatchDelay) = (100, TimeSpan.FromSeconds(30)));
        for (var i = 0; i < 250; i++)
        {
            client.System.Log("t", $"{i}");
        }

        await client.FlushAsync();
        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"{i}"), agent.Logs.Select(l => l.Body));
        Assert.All(agent.Batches, size => Assert.InRange(size, 1, 100));
        Assert.InRange(agent.Batches.Count, 3, 6);
        Assert.Equal(250, client.GetDeliveryStats().Delivered);
        Assert.Equal(0, client.GetDeliveryStats().Waiting);
    }

    [Fact]
    public async Task Events_with_long_texts_go_in_requests_of_a_few_megabytes()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var client = Client(agent.Address, o => (o.Delivery.BatchLimit, o.Delivery.BatchDelay) = (40, TimeSpan.FromSeconds(30)));
        var data = Enumerable.Range(0, 20).ToDictionary(i => $"{i}", object? (_) => new string('x', 16_000));
        for (var i = 0; i < 40; i++)
        {
            client.System.Log("t", $"{i}", data);
        }

        await client.FlushAsync();
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i}"), agent.Logs.Select(l => l.Body));
        Assert.All(agent.Batches, size => Assert.InRange(size, 1, 14));
        Assert.Equal((40, 0), (client.GetDeliveryStats().Delivered, client.GetDeliveryStats().Waiting));
    }

    [Fact]
    public async Task An_absent_agent_costs_the_app_nothing_and_every_drop_is_counted()
    {
        using var meters = new TestMeters();
        var client = Client(new Uri("http://127.0.0.1:9"), o => (o.Delivery.QueueLimit, o.Delivery.BatchLimit) = (100, 100), meters: meters);
        var longest = Longest(1000, () => client.System.Log("t", "x"));
        Assert.True(longest < TimeSpan.FromMilliseconds(250), $"a call took {longest}");
        var stats = client.GetDeliveryStats();

        // 100 wait in the queue, and perhaps one batch of them more in the sender's hands.
        Assert.InRange(stats.QueueFull, 1000 - 200, 1000 - 100);
        Assert.Equal(1000, stats.Waiting + stats.QueueFull);
        await client.DisposeAsync();

        stats = client.GetDeliveryStats();
        Assert.Equal((0L, 0L, 1000L), (stats.Delivered, stats.Waiting, stats.Dropped));
        Assert.Equal(1000, meters.Of("observe.app.delivery.dropped").Sum(d => d.Value));
        Assert.Equal(["reason=queue_full", "reason=shut_down"], meters.Of("observe.app.delivery.dropped").Select(d => d.Tags).Distinct().Order());
    }

    [Fact]
    public async Task A_slow_agent_slows_nobody_but_the_delivery()
    {
        await using var agent = await TestAgent.StartAsync();
        using var release = new SemaphoreSlim(0);
        agent.Answer = (_, _) => release.WaitAsync();
        await using var client = Client(agent.Address, o => (o.Delivery.QueueLimit, o.Delivery.BatchLimit) = (50, 50));
        var longest = Longest(500, () => client.System.Log("t", "x"));
        Assert.True(longest < TimeSpan.FromMilliseconds(250), $"a call took {longest}");
        Assert.InRange(client.GetDeliveryStats().QueueFull, 400, 450);
        release.Release(100);
        await client.FlushAsync();
        var stats = client.GetDeliveryStats();
        Assert.Equal(agent.Logs.Count, stats.Delivered);
        Assert.Equal(500, stats.Delivered + stats.QueueFull);
    }

    [Fact]
    public async Task An_agent_that_restarts_gets_what_happened_meanwhile()
    {
        await using var agent = await TestAgent.StartAsync();
        var address = agent.Address;
        await using var client = Client(address);
        client.System.Log("t", "before");
        await client.FlushAsync();
        await agent.StopAsync();
        client.System.Log("t", "meanwhile");
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        await agent.StartAgainAsync(address.Port);
        client.System.Log("t", "after");
        await client.FlushAsync();
        Assert.Equal(["before", "meanwhile", "after"], agent.Logs.Select(l => l.Body));
        Assert.Equal(0, client.GetDeliveryStats().Dropped);
    }

    [Theory]
    [InlineData(StatusCodes.Status429TooManyRequests)]
    [InlineData(StatusCodes.Status503ServiceUnavailable)]
    public async Task A_busy_agent_is_asked_again(int status)
    {
        await using var agent = await TestAgent.StartAsync();
        agent.Answer = (number, context) =>
        {
            context.Response.StatusCode = number < 2 ? status : StatusCodes.Status200OK;
            context.Response.Headers.RetryAfter = "0";
            return Task.CompletedTask;
        };
        await using var client = Client(agent.Address);
        client.System.Log("t", "x");
        await client.FlushAsync();
        Assert.Equal(2, agent.Requests);
        Assert.Equal(1, client.GetDeliveryStats().Delivered);
    }

    [Fact]
    public async Task What_the_agent_refuses_is_dropped_and_counted()
    {
        await using var agent = await TestAgent.StartAsync();
        agent.Answer = (number, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return number == 1 ? Task.CompletedTask : Partial(context);
        };
        await using var client = Client(agent.Address);
        client.System.Log("t", "x");
        await client.FlushAsync();
        Assert.Equal((0L, 1L), (client.GetDeliveryStats().Delivered, client.GetDeliveryStats().Refused));
        for (var i = 0; i < 3; i++)
        {
            client.System.Log("t", "x");
        }

        await client.FlushAsync();
        Assert.Equal((1L, 3L), (client.GetDeliveryStats().Delivered, client.GetDeliveryStats().Refused));

        static Task Partial(HttpContext context)
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            return context.Response.WriteAsync("{\"partialSuccess\":{\"rejectedLogRecords\":\"2\",\"errorMessage\":\"why\"}}");
        }
    }

    [Fact]
    public async Task Retries_end_after_their_time()
    {
        await using var client = Client(new Uri("http://127.0.0.1:9"), o => o.Delivery.RetryTime = TimeSpan.Zero);
        client.System.Log("t", "x");
        await client.FlushAsync();
        Assert.Equal(1, client.GetDeliveryStats().Unreachable);
    }

    [Fact]
    public async Task The_end_of_the_app_is_not_held_up_longer_than_configured()
    {
        await using var agent = await TestAgent.StartAsync();
        agent.Answer = (_, context) => Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        var client = Client(agent.Address, o => o.Delivery.ShutdownTime = TimeSpan.FromMilliseconds(200));
        client.System.Log("t", "x");
        var watch = Stopwatch.StartNew();
        await client.DisposeAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(4), $"it took {watch.Elapsed}");
        client.System.Log("t", "too late");
        Assert.Equal(2, client.GetDeliveryStats().ShutDown);
    }

    [Fact]
    public async Task Headers_are_sent_and_long_texts_cut()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var client = Client(agent.Address, o => o.Delivery.Headers["Authorization"] = "Bearer t");
        client.System.Log("t", new string('x', 16 * 1024 - 1) + "\U0001F600 more");
        await client.FlushAsync();
        Assert.Equal("Bearer t", agent.Authorization);
        Assert.Equal(new string('x', 16 * 1024 - 1), agent.Logs.Single().Body);
    }

    [Fact]
    public async Task Delivery_that_is_off_sends_nothing()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var client = Client(agent.Address, o => o.Delivery.Enabled = false);
        client.System.Log("t", "x");
        await client.FlushAsync();
        Assert.Equal(0, agent.Requests);
    }

    internal static ObserveClient Client(Uri endpoint, Action<ObserveOptions>? configure = null, TimeProvider? time = null, TestMeters? meters = null)
    {
        var options = new ObserveOptions
        {
            Delivery = { Endpoint = endpoint, BatchDelay = TimeSpan.FromMilliseconds(5), ShutdownTime = TimeSpan.FromMilliseconds(300) },
            Cmr = { RealTimeMonitoring = false, Alerts = { Console = false } },
        };
        configure?.Invoke(options);
        return new ObserveClient(options, loggers: null, time, meters ?? new TestMeters(listen: false));
    }

    /// <summary>The longest of many calls; generous, since the machine may be busy, and far below any timeout that blocking would show.</summary>
    private static TimeSpan Longest(int calls, Action call)
    {
        call();
        var longest = TimeSpan.Zero;
        for (var i = 1; i < calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            call();
            var elapsed = Stopwatch.GetElapsedTime(start);
            longest = elapsed > longest ? elapsed : longest;
        }

        return longest;
    }
}
