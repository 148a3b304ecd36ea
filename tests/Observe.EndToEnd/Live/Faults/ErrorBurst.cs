using System.Globalization;

namespace Observe.EndToEnd.Live.Faults;

/// <summary>A provider logs errors in place of answers, twenty a second.</summary>
internal sealed class ErrorBurst : IFault
{
    private readonly Repeater _repeater = new();

    public IReadOnlyDictionary<string, string> Alert { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["alertname"] = "ObserveLogErrorRate", ["severity"] = "critical", ["provider"] = "anthropic",
    };

    public Task PrepareAsync(LiveStack stack) => Task.CompletedTask;

    public Task BeginAsync(LiveStack stack)
    {
        _repeater.Start(TimeSpan.FromMilliseconds(250), () =>
        {
            var line = string.Create(CultureInfo.InvariantCulture,
                $$"""{"timestamp":"{{TimeProvider.System.GetUtcNow():O}}","level":"error","provider":"anthropic","message":"connection refused by upstream"}""");
            return File.AppendAllLinesAsync(Path.Combine(stack.Logs, "burst.log"), Enumerable.Repeat(line, 5));
        });
        return Task.CompletedTask;
    }

    public Task EndAsync(LiveStack stack) => _repeater.StopAsync();

    public void Dispose() => _repeater.Dispose();
}
