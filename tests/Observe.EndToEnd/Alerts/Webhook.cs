using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Alerts;

/// <summary>What reached the agent's webhook by way of a real Alertmanager, whose groups wait for a second where they have minutes.</summary>
internal sealed partial class Webhook(RunningAgent agent)
{
    private static readonly string Configuration = Path.GetFullPath(Path.Combine(ThisFolder(), "../../../prometheus/alertmanager.yml"));

    /// <summary>The project's configuration, in a hurry and with the agent's address.</summary>
    public static string Configure(TempDirectory home, string agent)
    {
        var text = File.ReadAllText(Configuration);
        Assert.Contains("http://observe:9464", text, StringComparison.Ordinal);
        return home.Write("alertmanager.yml", Waits().Replace(text.Replace("http://observe:9464", $"http://{agent}", StringComparison.Ordinal), "${key}: 1s"));
    }

    public Task<bool> IsFiringAsync(string alert, string label) => HasAsync("firing", alert, label);

    public async Task<bool> IsResolvedAsync(string alert, string label) => await HasAsync("resolved", alert, label) && !await HasAsync("firing", alert, label);

    public Task<string> EverythingAsync() => agent.TextAsync("/api/alerts");

    private async Task<bool> HasAsync(string list, string alert, string label)
    {
        using var answer = JsonDocument.Parse(await EverythingAsync());
        return answer.RootElement.GetProperty(list).EnumerateArray().Any(a =>
            a.GetProperty("name").GetString() == alert && a.GetProperty("labels").EnumerateObject().Any(l => $"{l.Name}={l.Value.GetString()}" == label));
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex("(?<key>group_wait|group_interval): [0-9]+[smh]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Waits();
}
