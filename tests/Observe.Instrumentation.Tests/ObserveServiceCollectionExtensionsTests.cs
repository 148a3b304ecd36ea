using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Observe.Instrumentation.Cmr;
using Observe.Instrumentation.Events;
using Observe.Instrumentation.Tests.Delivery;
using Observe.Instrumentation.Tokens;

namespace Observe.Instrumentation.Tests;

public class ObserveServiceCollectionExtensionsTests
{
    [Fact]
    public async Task A_host_gets_all_parts_and_its_end_sends_what_waits()
    {
        await using var agent = await TestAgent.StartAsync();
        var log = new ListLogger();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ILoggerFactory>(log);
        builder.Services.AddObserve(o =>
        {
            o.Delivery.Endpoint = agent.Address;
            o.Delivery.BatchDelay = TimeSpan.FromMinutes(1);
            o.Cmr.Alerts.Console = false;
        });
        using var host = builder.Build();
        await host.StartAsync();
        var services = host.Services;
        var client = services.GetRequiredService<ObserveClient>();
        Assert.Same(client.System, services.GetRequiredService<SystemLogger>());
        Assert.Same(client.Ai, services.GetRequiredService<AiLogger>());
        Assert.Same(client.Memory, services.GetRequiredService<MemoryLogger>());
        Assert.Same(client.Tokens, services.GetRequiredService<TokenTracker>());
        Assert.Same(client.Cmr, services.GetRequiredService<CmrPerformanceMonitor>());
        client.System.Log("t", "on its way");
        await host.StopAsync();
        Assert.Equal("on its way", Assert.Single(agent.Logs).Body);
        Assert.Contains(log.Entries, e => e.Values.TryGetValue("Description", out var d) && (string?)d == "on its way");
    }

    [Fact]
    public void Faults_of_the_options_are_told_when_the_host_is_built_all_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddObserve(o =>
        {
            o.Delivery.QueueLimit = 0;
            o.Delivery.BatchLimit = 0;
            o.Delivery.BatchDelay = TimeSpan.Zero;
            o.Delivery.Timeout = TimeSpan.FromHours(1);
            o.Delivery.RetryTime = TimeSpan.FromSeconds(-1);
            o.Delivery.ShutdownTime = TimeSpan.FromHours(1);
            o.Delivery.PushInterval = TimeSpan.Zero;
            o.Delivery.Endpoint = new Uri("file:///x");
            o.Delivery.Headers["bad name"] = "x";
            o.Cmr.History = -1;
            o.TokenLimits.Add(new TokenLimit("l", 0, TokenPeriod.Day));
        }));
        foreach (var name in (string[])["Delivery.QueueLimit", "Delivery.BatchLimit", "Delivery.BatchDelay", "Delivery.Timeout", "Delivery.RetryTime",
            "Delivery.ShutdownTime", "Delivery.PushInterval", "Delivery.Endpoint", "\"bad name\"", "Cmr.History", "TokenLimits[0].Tokens"])
        {
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_defaults_are_the_documented_ones()
    {
        var delivery = new ObserveOptions().Delivery;
        Assert.Equal(new Uri("http://127.0.0.1:4318"), delivery.Endpoint);
        Assert.Equal((true, false, 2048, 512), (delivery.Enabled, delivery.PushMetrics, delivery.QueueLimit, delivery.BatchLimit));
        Assert.Equal((1.0, 5.0, 300.0, 2.0, 10.0), (delivery.BatchDelay.TotalSeconds, delivery.Timeout.TotalSeconds, delivery.RetryTime.TotalSeconds, delivery.ShutdownTime.TotalSeconds, delivery.PushInterval.TotalSeconds));
        Assert.False(new ObserveOptions().CaptureContent);
    }
}
