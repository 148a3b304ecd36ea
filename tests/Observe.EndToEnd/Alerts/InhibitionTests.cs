using System.Runtime.CompilerServices;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Alerts;

/// <summary>What Alertmanager holds back, asked of a real one.</summary>
public class InhibitionTests
{
    private static readonly string Configuration = Path.GetFullPath(Path.Combine(ThisFolder(), "../../../prometheus/alertmanager.yml"));

    [NeedsFact("prometheus-alertmanager")]
    public async Task The_worse_alert_speaks_and_what_is_beside_it_is_not_silenced()
    {
        using var home = new TempDirectory();
        using var alertmanager = await AlertmanagerServer.StartAsync(home, Configuration);
        (string Case, bool IsHeldBack, string Labels)[] cases =
        [
            ("worse severity", false, "alertname=ObserveLogErrorRate severity=critical domain=logs instance=a provider=groq"),
            ("lesser severity of the same", true, "alertname=ObserveLogErrorRate severity=warning domain=logs instance=a provider=groq"),
            ("lesser severity of another provider", false, "alertname=ObserveLogErrorRate severity=warning domain=logs instance=a provider=kimi"),
            ("lesser severity of another instance", false, "alertname=ObserveLogErrorRate severity=warning domain=logs instance=b provider=groq"),
            ("another alert of the same thing", false, "alertname=ObserveLogProviderMissing severity=warning domain=logs instance=a provider=groq"),
            ("budget of errors beside critical errors", true, "alertname=ObserveLogErrorBudgetBurn severity=critical domain=logs instance=a"),
            ("budget of errors elsewhere", false, "alertname=ObserveLogErrorBudgetBurn severity=critical domain=logs instance=b"),
            ("large file", false, "alertname=ObserveLogFileTooLarge severity=warning domain=logs instance=b"),
            ("large file, for information", true, "alertname=ObserveLogFileTooLarge severity=info domain=logs instance=b"),
            ("agent down", false, "alertname=ObserveTargetDown severity=critical domain=agent job=observe instance=down"),
            ("said about the agent that is down", true, "alertname=ObserveLogIngestionStalled severity=critical domain=logs job=observe instance=down"),
            ("its drops", true, "alertname=ObserveComponentDrops severity=warning domain=agent job=observe instance=down"),
            ("another target down", false, "alertname=ObserveTargetDown severity=warning domain=agent job=node instance=node"),
            ("said about the machine of a dead exporter", false, "alertname=ObserveHostDiskFull severity=warning domain=host job=node instance=node mountpoint=/"),
            ("disk fills that is full", true, "alertname=ObserveHostDiskFilling severity=critical domain=host job=node instance=node mountpoint=/"),
            ("disk fills that is not", false, "alertname=ObserveHostDiskFilling severity=critical domain=host job=node instance=node mountpoint=/home"),
            ("budget used up", false, "alertname=ObserveTokenBudget severity=critical domain=tokens instance=a budget=all period=day"),
            ("its projection", true, "alertname=ObserveTokenBudgetProjection severity=warning domain=tokens instance=a budget=all period=day"),
            ("projection of another period", false, "alertname=ObserveTokenBudgetProjection severity=warning domain=tokens instance=a budget=all period=hour"),
            ("slow layer", false, "alertname=ObserveCmrCaptureSlow severity=critical domain=cmr job=chat instance=app cmr_layer=3"),
            ("another layer, not as slow", false, "alertname=ObserveCmrCaptureSlow severity=warning domain=cmr job=chat instance=app cmr_layer=4"),
        ];

        await alertmanager.FireAsync([.. cases.Select(c => Parse($"case={c.Case.Replace(' ', '_')} cluster=local {c.Labels}"))]);

        var expected = new SortedDictionary<string, bool>(cases.ToDictionary(c => c.Case.Replace(' ', '_'), c => c.IsHeldBack, StringComparer.Ordinal), StringComparer.Ordinal);
        await Eventually.TrueAsync(
            async () => (await alertmanager.HeldBackAsync()).Count == expected.Count,
            TimeSpan.FromSeconds(10),
            () => "not every alert arrived");
        Assert.Equal(expected, await alertmanager.HeldBackAsync());
    }

    private static Dictionary<string, string> Parse(string labels) =>
        labels.Split(' ').Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
