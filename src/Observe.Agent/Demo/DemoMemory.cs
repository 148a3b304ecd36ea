using System.Globalization;
using System.Text;
using Observe.Agent.Records;

namespace Observe.Agent.Demo;

/// <summary>The log of a model with a CMR memory layer: its requests, and how long it captured and wove back states.</summary>
internal static class DemoMemory
{
    private static readonly int[] Layers = [4, 8, 12, 16];
    private static readonly string[] Methods = ["weighted", "attention"];

    public static void Write(StringBuilder log, in DemoRequest request, DemoTraffic traffic)
    {
        if (request.Level == LogLevel.Info && traffic.Happens(0.6))
        {
            DemoPlainText.Begin(log, request).Append(traffic.Happens(0.5) ? Capture(traffic) : Reconstruction(traffic)).Append('\n');
        }
        else
        {
            DemoPlainText.WriteRequest(log, request, traffic);
        }
    }

    private static string Capture(DemoTraffic traffic)
    {
        var captured = traffic.Between(16, 129);
        var stored = captured - traffic.Between(0, captured / 4);
        return string.Create(CultureInfo.InvariantCulture,
            $"CMR capture layer={traffic.Choose<int>(Layers)} states_captured={captured} states_stored={stored} capture_time={traffic.Around(4, 0.4):0.000}ms");
    }

    private static string Reconstruction(DemoTraffic traffic) => string.Create(CultureInfo.InvariantCulture,
        $"CMR reconstruction layer={traffic.Choose<int>(Layers)} method={traffic.Choose<string>(Methods)}" +
        $" memories={traffic.Between(1, 17)} reconstruction_time={traffic.Around(11, 0.5):0.000}ms quality={0.75 + (0.24 * traffic.Around(0.5, 0.2) / 1.5):0.000}");
}
