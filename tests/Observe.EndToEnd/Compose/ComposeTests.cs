using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Compose;

/// <summary>The whole stack in containers, as <c>docker compose up -d --wait</c> starts it.</summary>
public class ComposeTests
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    [NeedsDockerFact]
    public async Task The_stack_comes_up_scrapes_keeps_logs_takes_alerts_and_survives_a_restart()
    {
        using var stack = await ComposeStack.CheckOutAsync();

        await stack.UpAsync();
        await AllTargetsAreUpAsync(stack);
        await GrafanaIsWellAsync(stack);
        await LokiHasLinesAsync(stack);
        await TheDemoPushesAsync(stack);
        await AnAlertReachesTheAgentAsync(stack);
        await TheFirstAlertOfGettingStartedFiresAsync(stack);
        var counted = await RecordsAsync(stack);
        var scraped = await PrometheusAsync(stack, "count_over_time(up{job=\"observe\"}[1h])");

        await stack.DownAsync();
        await stack.UpAsync();
        await AllTargetsAreUpAsync(stack);
        Assert.True(await RecordsAsync(stack) >= counted, "the agent forgot what it had counted");
        Assert.True(await PrometheusAsync(stack, "count_over_time(up{job=\"observe\"}[1h])") > scraped, "Prometheus forgot what it had scraped");
        Assert.Equal("", await stack.GitAsync("status", "--porcelain"));

        await stack.PurgeAsync();
        Assert.Equal("", await stack.LeftoversAsync());
    }

    private static Task AllTargetsAreUpAsync(ComposeStack stack)
    {
        var seen = "";
        return Eventually.TrueAsync(
            async () =>
            {
                var answer = await JsonAsync(stack.Prometheus, "/api/v1/targets?state=active");
                var targets = answer.GetProperty("data").GetProperty("activeTargets").EnumerateArray()
                    .Select(t => (Job: t.GetProperty("labels").GetProperty("job").GetString()!, Health: t.GetProperty("health").GetString(), Error: t.GetProperty("lastError").GetString()))
                    .ToList();
                seen = string.Join("\n", targets);
                return targets.All(t => t.Health == "up")
                    && new[] { "alertmanager", "node", "observe", "process", "prometheus" }.All(job => targets.Any(t => t.Job == job));
            },
            TimeSpan.FromSeconds(90),
            () => $"not every target is up:\n{seen}");
    }

    private static async Task GrafanaIsWellAsync(ComposeStack stack)
    {
        using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{stack.Grafana}/api/health"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var dashboards = Directory.EnumerateFiles(Path.Combine(stack.Checkout, "grafana/dashboards"), "*.json", SearchOption.AllDirectories).Count();
        Assert.True(dashboards > 0, "there are no dashboards");
        await Eventually.TrueAsync(
            async () => (await JsonAsync(stack.Grafana, "/api/search?type=dash-db")).GetArrayLength() == dashboards,
            TimeSpan.FromSeconds(60),
            () => "Grafana does not show every dashboard");
    }

    private static Task TheDemoPushesAsync(ComposeStack stack) => Eventually.TrueAsync(
        async () => await PrometheusAsync(stack, "sum(cmr_captures_total)") > 0,
        TimeSpan.FromSeconds(90),
        () => "what the demo pushes by OTLP did not reach Prometheus");

    private static Task LokiHasLinesAsync(ComposeStack stack) => Eventually.TrueAsync(
        async () => (await JsonAsync(stack.Loki, "/loki/api/v1/query_range?query=" + Uri.EscapeDataString("{job=\"logs\"}")))
            .GetProperty("data").GetProperty("result").GetArrayLength() > 0,
        TimeSpan.FromSeconds(60),
        () => "no line of the demo's logs reached Loki");

    private static async Task AnAlertReachesTheAgentAsync(ComposeStack stack)
    {
        object[] alert = [new { labels = new { alertname = "ComposeTest", severity = "critical", domain = "agent" } }];
        using (var taken = await Http.PostAsJsonAsync(new Uri($"http://127.0.0.1:{stack.Alertmanager}/api/v2/alerts"), alert))
        {
            taken.EnsureSuccessStatusCode();
        }

        await Eventually.TrueAsync(
            async () => (await JsonAsync(stack.Observe, "/api/alerts")).ToString().Contains("ComposeTest", StringComparison.Ordinal),
            TimeSpan.FromSeconds(60),
            () => "the alert did not reach the agent's webhook");
    }

    /// <summary>Each curl of the page, on the ports of this stack; the budget's alert follows from what it sends.</summary>
    private static async Task TheFirstAlertOfGettingStartedFiresAsync(ComposeStack stack)
    {
        var commands = (await File.ReadAllLinesAsync(Path.Combine(stack.Checkout, "docs/getting-started.md"))).Where(l => l.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        Assert.True(commands.Count >= 3, "docs/getting-started.md shows no curl");
        foreach (var command in commands)
        {
            await stack.ShellAsync(command.Replace(":9464", $":{stack.Observe}", StringComparison.Ordinal).Replace("curl ", "curl --fail-with-body ", StringComparison.Ordinal));
        }

        await Eventually.TrueAsync(
            async () => (await JsonAsync(stack.Observe, "/api/alerts")).ToString().Contains("ObserveTokenBudget", StringComparison.Ordinal),
            TimeSpan.FromSeconds(120),
            () => "the alert that docs/getting-started.md promises did not reach the agent");
    }

    private static async Task<double> RecordsAsync(ComposeStack stack) =>
        Exposition.Parse(await Http.GetStringAsync(new Uri($"http://127.0.0.1:{stack.Observe}/metrics"))).Sum("observe_log_records_total");

    private static async Task<double> PrometheusAsync(ComposeStack stack, string query)
    {
        var answer = await JsonAsync(stack.Prometheus, "/api/v1/query?query=" + Uri.EscapeDataString(query));
        return answer.GetProperty("data").GetProperty("result").EnumerateArray()
            .Sum(series => double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture));
    }

    private static async Task<JsonElement> JsonAsync(int port, string path)
    {
        using var document = JsonDocument.Parse(await Http.GetStringAsync(new Uri($"http://127.0.0.1:{port}{path}")));
        return document.RootElement.Clone();
    }
}
