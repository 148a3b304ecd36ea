using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Observe.Instrumentation.Tests.Delivery;

/// <summary>What an agent looks like from outside: takes OTLP JSON, strictly, and answers as a test wants.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<StrictOtlp.LogRecord> _logs = [];
    private readonly List<List<StrictOtlp.Metric>> _metrics = [];
    private readonly List<string> _faults = [];
    private readonly List<int> _batches = [];
    private LocalServer? _server;

    /// <summary>Answers a request instead of the usual; by its number, from 1.</summary>
    public Func<int, HttpContext, Task>? Answer { get; set; }

    public Uri Address { get; private set; } = new("http://127.0.0.1:1");

    public int Requests { get; private set; }

    public string? Authorization { get; private set; }

    public List<StrictOtlp.LogRecord> Logs => Read(_logs);

    public List<List<StrictOtlp.Metric>> Metrics => Read(_metrics);

    public List<int> Batches => Read(_batches);

    /// <summary>What was wrong with requests.</summary>
    public List<string> Faults => Read(_faults);

    public static async Task<TestAgent> StartAsync(int port = 0)
    {
        var agent = new TestAgent();
        await agent.StartAgainAsync(port);
        return agent;
    }

    public async Task StartAgainAsync(int port)
    {
        _server = await LocalServer.StartAsync(
            app =>
            {
                app.MapPost("/v1/logs", c => TakeAsync(c, body =>
                {
                    var records = StrictOtlp.Logs(body);
                    _batches.Add(records.Count);
                    _logs.AddRange(records);
                }));
                app.MapPost("/v1/metrics", c => TakeAsync(c, body => _metrics.Add(StrictOtlp.Metrics(body))));
            },
            port);
        Address = _server.Address;
    }

    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task TakeAsync(HttpContext context, Action<string> take)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        int number;
        lock (_gate)
        {
            number = ++Requests;
            Authorization = context.Request.Headers.Authorization;
        }

        if (Answer is { } answer)
        {
            await answer(number, context);
            if (context.Response.HasStarted || context.Response.StatusCode != StatusCodes.Status200OK)
            {
                return;
            }
        }

        lock (_gate)
        {
            try
            {
                Assert.Equal("application/json", context.Request.ContentType);
                take(body);
            }
            catch (Exception e)
            {
                _faults.Add(e.Message);
            }
        }

        await context.Response.WriteAsync("{}");
    }

    private List<T> Read<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
