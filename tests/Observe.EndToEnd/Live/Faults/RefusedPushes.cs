using System.Net;
using System.Net.Http.Headers;

namespace Observe.EndToEnd.Live.Faults;

/// <summary>An app pushes what is no OTLP, twice a second; the demo's own pushes go on.</summary>
internal sealed class RefusedPushes : IFault
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private readonly Repeater _repeater = new();

    public IReadOnlyDictionary<string, string> Alert { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public Task PrepareAsync(LiveStack stack)
    {
        Alert = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["alertname"] = "ObserveOtlpRejects", ["severity"] = "critical", ["instance"] = stack.Agent.Address, ["signal"] = "metrics",
        };
        return Task.CompletedTask;
    }

    public Task BeginAsync(LiveStack stack)
    {
        _repeater.Start(TimeSpan.FromMilliseconds(500), async () =>
        {
            using var garbage = new ByteArrayContent([0xff, 0xff, 0xff]);
            garbage.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            using var answer = await Http.PostAsync(new Uri($"http://{stack.Otlp}/v1/metrics"), garbage);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        });
        return Task.CompletedTask;
    }

    public Task EndAsync(LiveStack stack) => _repeater.StopAsync();

    public void Dispose() => _repeater.Dispose();
}
