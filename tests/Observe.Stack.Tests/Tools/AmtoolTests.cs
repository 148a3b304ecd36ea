using Observe.Stack.Tests.Lint;

namespace Observe.Stack.Tests.Tools;

/// <summary>What amtool says, in the version of Debian 12 and in the newest one.</summary>
public abstract class AmtoolTests(string toolset)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "prometheus");

    private readonly Toolset _tools = Toolset.Of(toolset);

    private protected Task CheckConfigAsync() => Tool.AcceptsAsync(_tools.Amtool!, Folder, "check-config", "alertmanager.yml");

    private protected async Task CheckRoutesAsync()
    {
        await GoesAsync("watchdog", "alertname=ObserveWatchdog", "severity=none", "domain=agent");
        foreach (var domain in Vocabulary.Domains)
        {
            await GoesAsync("information", "alertname=A", "severity=info", $"domain={domain}");
            await GoesAsync(Warnings(domain), "alertname=A", "severity=warning", $"domain={domain}");
            await GoesAsync(domain is "tokens" or "cmr" ? $"critical-{domain}" : "critical", "alertname=A", "severity=critical", $"domain={domain}");
        }

        // Someone else's alert is not lost.
        await GoesAsync("agent", "alertname=A");
    }

    private static string Warnings(string domain) => domain switch
    {
        "tokens" or "cmr" => domain,
        "anomalies" => "agent",
        _ => "operations",
    };

    private Task GoesAsync(string receiver, params string[] labels) => Tool.AcceptsAsync(
        _tools.Amtool!,
        Folder,
        ["config", "routes", "test", "--config.file=alertmanager.yml", $"--verify.receivers={receiver}", .. labels]);
}
