using System.Globalization;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Live.Faults;

/// <summary>A second demo, a fault of whose memory layer is switched on for a while; then it goes on healthy.</summary>
internal sealed class SickDemo(string service, TimeSpan enough, string[] faults, params (string Name, string Value)[] alert) : IFault
{
    private ChildProcess? _demo;
    private Task _lasts = Task.CompletedTask;

    public IReadOnlyDictionary<string, string> Alert { get; } =
        new Dictionary<string, string>(alert.ToDictionary(l => l.Name, l => l.Value, StringComparer.Ordinal), StringComparer.Ordinal) { ["job"] = service };

    /// <summary>Captures of one layer take 300 ms longer; the window of the rule and its <c>for</c> are over in less than 16 minutes.</summary>
    public static SickDemo SlowLayer() =>
        new("slow-layer", TimeSpan.FromMinutes(16), ["--slow-layer", "7"], ("alertname", "ObserveCmrCaptureSlow"), ("severity", "warning"), ("cmr_layer", "7"));

    /// <summary>Memories come back damaged, which the health of their layer says.</summary>
    public static SickDemo RedHealth() =>
        new("red-health", TimeSpan.FromMinutes(5), ["--quality-drop"], ("alertname", "ObserveCmrHealth"), ("severity", "critical"), ("component", "reconstruction"));

    public Task PrepareAsync(LiveStack stack) => Task.CompletedTask;

    public Task BeginAsync(LiveStack stack)
    {
        // A demo takes some seconds to start, and longer where the machine is busy.
        var length = TimeSpan.FromSeconds(30) + stack.Scale.Of(enough);
        var program = new AgentProgram(stack.Home).With("OTEL_SERVICE_NAME", service);
        _demo = program.Start(
        [
            "demo", "--logs", stack.Home[$"{service}/logs"], "--otlp", $"http://{stack.Otlp}", .. faults,
            "--fault-for", ((int)length.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        ]);
        _lasts = Task.Delay(length);
        return Task.CompletedTask;
    }

    public async Task EndAsync(LiveStack stack)
    {
        await _lasts;
        Assert.False(_demo!.HasExited, $"the demo ended by itself. It said:\n{_demo.Everything}");
    }

    public void Dispose() => _demo?.Dispose();
}
