using System.Globalization;
using System.Text;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Dashboards;

/// <summary>A day that Prometheus has behind it: the signals of which bands are learned, made up, up to an hour ago.</summary>
internal static class History
{
    private static readonly (string Signal, double Level)[] Signals = [("log_errors", 0.01), ("log_volume", 30), ("tokens", 20_000), ("cost", 60)];

    public static async Task WriteAsync(TempDirectory home, string instance)
    {
        var text = new StringBuilder();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var name in new[] { "level", "usual" })
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE instance_signal:observe_band:{name} gauge\n");
            foreach (var (signal, level) in Signals)
            {
                for (var time = now.AddHours(-26); time < now.AddHours(-1); time = time.AddMinutes(3))
                {
                    text.Append(CultureInfo.InvariantCulture, $"instance_signal:observe_band:{name}{{job=\"observe\",instance=\"{instance}\",host=\"local\",signal=\"{signal}\"}}")
                        .Append(CultureInfo.InvariantCulture, $" {level * (1 + (0.1 * Math.Sin(time.ToUnixTimeSeconds() / 7000.0)))} {time.ToUnixTimeSeconds()}\n");
                }
            }
        }

        text.Append("# EOF\n");
        using var promtool = new ChildProcess(Programs.Find("promtool")!,
            ["tsdb", "create-blocks-from", "openmetrics", home.Write("history.txt", text.ToString()), PanelsPrometheus.DataOf(home)]);
        Assert.True(await promtool.WaitAsync() == 0, promtool.Everything);
    }
}
