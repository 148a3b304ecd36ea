using Microsoft.Extensions.Logging;
using Observe.Instrumentation.Events;
using Observe.Instrumentation.Tests.Delivery;
using Observe.Tokenizer;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Observe.Instrumentation.Tests.Events;

public class EventTests
{
    private readonly ListLogger _log = new();
    private readonly TestMeters _meters = new();

    [Theory]
    [InlineData(-3, 1, LogLevel.Debug)]
    [InlineData(3, 3, LogLevel.Debug)]
    [InlineData(4, 4, LogLevel.Information)]
    [InlineData(8, 8, LogLevel.Warning)]
    [InlineData(99, 10, LogLevel.Warning)]
    public void An_event_is_logged_by_its_importance(int given, int taken, LogLevel level)
    {
        using var client = Client();
        var data = new Dictionary<string, object?> { ["a"] = 1 };
        client.System.Log("deploy", "new version", data, given);
        var entry = Assert.Single(_log.Entries);
        Assert.Equal(level, entry.Level);
        Assert.Equal("deploy", entry.Values["EventType"]);
        Assert.Equal("new version", entry.Values["Description"]);
        Assert.Equal(taken, entry.Values["Importance"]);
        Assert.Same(data, entry.Values["Data"]);
        Assert.Equal("SystemEvent", entry.Id.Name);
    }

    [Fact]
    public void Events_are_a_metric_of_few_types()
    {
        using var client = Client();
        for (var i = 0; i < 150; i++)
        {
            client.System.Log($"type {i}", "x");
        }

        client.System.Log("", null!);
        var events = _meters.Of("observe.app.events");
        Assert.Equal(151, events.Sum(e => e.Value));
        Assert.Equal(102, events.Select(e => e.Tags).Distinct().Count());
        Assert.Contains(("level=info,type=other", 1.0), events);
        Assert.Contains(("level=info,type=unknown", 1.0), events);
    }

    [Fact]
    public void Tokens_of_a_call_are_counted_where_they_are_not_given()
    {
        using var client = Client();
        var exact = client.Ai.Log("chat", "How many tokens is this?", "Six.", "gpt-4o");
        Assert.Equal(new AiUsage(TokenEncoding.O200kBase.Count("How many tokens is this?"), TokenEncoding.O200kBase.Count("Six."), false), exact);
        var estimated = client.Ai.Log(new AiOperation { Model = "kimi-k2", Provider = "moonshot", Prompt = "Hello there", OutputTokens = 7 });
        Assert.Equal((TokenEncoding.O200kBase.Count("Hello there"), 7, true), (estimated.InputTokens, estimated.OutputTokens, estimated.IsEstimated));
        Assert.Equal(default, client.Ai.Log(null!));
        Assert.Equal(new AiUsage(0, 0, false), client.Ai.Log(new AiOperation { InputTokens = -5 }));

        var usage = client.Tokens.GetUsage().Single(u => u.Model == "kimi-k2");
        Assert.Equal(("moonshot", 1L, 7L, estimated.InputTokens), (usage.Provider, usage.Calls, usage.OutputTokens, usage.EstimatedTokens));
    }

    [Fact]
    public void A_call_is_logged_and_measured_by_the_semantic_conventions()
    {
        using var client = Client();
        client.Ai.Log(new AiOperation { Model = "gpt-4o", Provider = "openai", InputTokens = 12, OutputTokens = 34, Duration = TimeSpan.FromSeconds(1.5), ContextType = "session" });
        client.Ai.Log(new AiOperation { Model = "gpt-4o", Provider = "openai", Duration = TimeSpan.FromSeconds(2), ErrorType = "timeout" });

        const string Call = "gen_ai.operation.name=chat,gen_ai.provider.name=openai,gen_ai.request.model=gpt-4o";
        Assert.Equal([(Call + ",gen_ai.token.type=input", 12.0), (Call + ",gen_ai.token.type=output", 34.0)], _meters.Of("gen_ai.client.token.usage"));
        Assert.Equal([(Call, 1.5), ("error.type=timeout," + Call, 2.0)], _meters.Of("gen_ai.client.operation.duration"));
        Assert.Equal([LogLevel.Information, LogLevel.Error], _log.Entries.Select(e => e.Level));
        Assert.Equal((12L, 34L, 1.5, "session"), (_log.Entries[0].Values["InputTokens"], _log.Entries[0].Values["OutputTokens"], _log.Entries[0].Values["DurationSeconds"], _log.Entries[0].Values["ContextType"]));
        Assert.Equal("timeout", _log.Entries[1].Values["ErrorType"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prompts_and_responses_leave_the_process_only_when_asked_to(bool capture)
    {
        await using var agent = await TestAgent.StartAsync();
        await using var client = DeliveryTests.Client(agent.Address, o => o.CaptureContent = capture);
        client.Ai.Log(new AiOperation
        {
            Model = "gpt-4o", Provider = "openai", Prompt = "my secret é", Response = "the answer", CacheReadTokens = 2, ReasoningTokens = 1,
            Duration = TimeSpan.FromSeconds(0.25), ConversationId = "c1", ContextType = "session",
        });
        await client.FlushAsync();
        Assert.Empty(agent.Faults);
        var record = Assert.Single(agent.Logs);
        Assert.Equal("gen_ai.client.inference.operation.details", record.Event);
        Assert.Equal("chat", record.Attributes["gen_ai.operation.name"]);
        Assert.Equal("openai", record.Attributes["gen_ai.provider.name"]);
        Assert.Equal("gpt-4o", record.Attributes["gen_ai.request.model"]);
        Assert.Equal((long)TokenEncoding.O200kBase.Count("my secret é"), record.Attributes["gen_ai.usage.input_tokens"]);
        Assert.Equal((long)TokenEncoding.O200kBase.Count("the answer"), record.Attributes["gen_ai.usage.output_tokens"]);
        Assert.Equal(2L, record.Attributes["gen_ai.usage.cache_read.input_tokens"]);
        Assert.Equal(1L, record.Attributes["gen_ai.usage.reasoning.output_tokens"]);
        Assert.Equal("c1", record.Attributes["gen_ai.conversation.id"]);
        Assert.Equal(12L, record.Attributes["observe.ai.prompt.size"]);
        Assert.Equal(10L, record.Attributes["observe.ai.response.size"]);
        Assert.Equal(0.25, record.Attributes["observe.ai.duration"]);
        Assert.Equal(capture, record.Attributes.Values.Contains("my secret é"));
        Assert.Equal(capture, record.Attributes.Values.Contains("the answer"));
    }

    [Fact]
    public async Task Memory_operations_caches_and_stores_are_logged_measured_and_delivered()
    {
        await using var agent = await TestAgent.StartAsync();
        await using var client = DeliveryTests.Client(agent.Address, meters: _meters);
        client.Memory.LogOperation("recall", TimeSpan.FromMilliseconds(20), isSuccess: false, entries: 3, bytes: 99);
        client.Memory.LogCache("states", 3, 1, 40, 2);
        client.Memory.LogCache("empty", 0, 0, -1);
        client.Memory.LogStorage("sqlite", 1000, 5000, 7);
        await client.FlushAsync();

        Assert.Equal([("operation=recall,outcome=error", 0.02)], _meters.Of("observe.app.memory.duration"));
        Assert.Equal([("cache=states", 0.75)], _meters.Of("observe.app.memory.cache.hit"));
        Assert.Equal([("cache=states", 40.0), ("cache=empty", 0.0)], _meters.Of("observe.app.memory.cache.entries"));
        Assert.Equal([("store=sqlite", 1000.0)], _meters.Of("observe.app.memory.storage.used"));
        Assert.Equal([("store=sqlite", 5000.0)], _meters.Of("observe.app.memory.storage.limit"));
        Assert.Equal(["observe.memory.operation", "observe.memory.cache", "observe.memory.cache", "observe.memory.storage"], agent.Logs.Select(l => l.Event));
        Assert.Equal(17, agent.Logs[0].Severity);
        Assert.Equal(99L, agent.Logs[0].Attributes["observe.memory.size"]);
        Assert.Equal(0.75, agent.Logs[1].Attributes["observe.cache.hit_rate"]);
        Assert.DoesNotContain("observe.cache.hit_rate", agent.Logs[2].Attributes.Keys);
    }

    [Theory]
    [InlineData(1000, 750, 0.25)]
    [InlineData(100, 150, -0.5)]
    [InlineData(0, 10, 0)]
    [InlineData(-5, -5, 0)]
    public void An_optimised_context_tells_its_saved_share(long original, long optimized, double saved)
    {
        using var client = Client();
        Assert.Equal(saved, client.Memory.LogContextOptimization(original, optimized, "summary"), 12);
        Assert.Equal(saved, (double)_log.Entries.Single().Values["SavedShare"]!, 12);
        Assert.Equal(
            [("method=summary,state=original", Math.Max(0.0, original)), ("method=summary,state=optimized", Math.Max(0.0, optimized))],
            _meters.Of("observe.app.context.tokens"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_a_logger_nor_data_that_throws_reaches_the_app(bool atOnce)
    {
        await using var agent = await TestAgent.StartAsync();
        await using var client = new ObserveClient(
            new ObserveOptions { Delivery = { Endpoint = agent.Address }, Cmr = { RealTimeMonitoring = false } }, new ThrowingLogger { FailsAtOnce = atOnce }, meters: _meters);
        client.System.Log("t", "x", new Dictionary<string, object?> { ["a"] = 1, ["b"] = new ThrowingText() });
        client.Ai.Log("chat", "p", "r", "gpt-4o");
        client.Memory.LogStorage("s", 1);
        await client.FlushAsync();
        Assert.Equal(3, agent.Logs.Count);
        Assert.Equal(1L, agent.Logs[0].Attributes["observe.event.data.a"]);
        Assert.Equal("InvalidOperationException", agent.Logs[0].Attributes["observe.event.data.error"]);
    }

    [Fact]
    public void Serilog_gets_the_same_structure()
    {
        var sink = new ListSink();
        using var factory = LoggerFactory.Create(b => b.AddSerilog(new LoggerConfiguration().WriteTo.Sink(sink).CreateLogger(), dispose: true));
        using (var client = new ObserveClient(new ObserveOptions { Delivery = { Enabled = false }, Cmr = { RealTimeMonitoring = false } }, factory, meters: _meters))
        {
            client.System.Log("deploy", "new version", new Dictionary<string, object?> { ["build"] = 7 }, 9);
            client.Ai.Log(new AiOperation { Model = "gpt-4o", InputTokens = 12, OutputTokens = 34 });
        }

        var (system, ai) = (sink.Events[0], sink.Events[1]);
        Assert.Equal(LogEventLevel.Warning, system.Level);
        Assert.Equal("\"deploy\": \"new version\" (importance 9) [(\"build\": 7)]", system.RenderMessage());
        Assert.Equal("\"deploy\"", system.Properties["EventType"].ToString());
        Assert.Equal("12", ai.Properties["InputTokens"].ToString());
        Assert.Equal("\"gpt-4o\"", ai.Properties["Model"].ToString());
        Assert.Equal("\"Observe.Instrumentation.Events.AiLogger\"", ai.Properties["SourceContext"].ToString());
    }

    private ObserveClient Client() => new(
        new ObserveOptions { Delivery = { Enabled = false }, Cmr = { RealTimeMonitoring = false, Alerts = { Console = false } } }, _log, meters: _meters);

    private sealed class ThrowingText
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }

    private sealed class ListSink : ILogEventSink
    {
        public List<LogEvent> Events { get; } = [];

        public void Emit(LogEvent logEvent) => Events.Add(logEvent);
    }
}
