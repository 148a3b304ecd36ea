using System.Text.Json;
using Observe.Agent.Metrics;
using Observe.Agent.Report;

namespace Observe.Agent.Tests.Report;

public class ProcessSummaryTests
{
    private static readonly LogTotals Totals = LogTotals.Of(
    [
        (LogTotalsTests.Records("info", "openai", ""), 1500),
        (LogTotalsTests.Records("error", "unknown", ""), 500),
        (LogTotalsTests.Series(MetricNames.LogBytes, ("provider", "openai")), 4_000_000),
        (LogTotalsTests.Series(MetricNames.LogUnparsed, ("reason", "nul")), 3),
        (LogTotalsTests.Tokens("input", "log", "false"), 70),
        (LogTotalsTests.Tokens("cache_read", "log", "false"), 5),
    ]);

    private static readonly ProcessSummary Summary = new(
        [
            new("/logs/app_fixed.log", "json", "fixed", 1400, 400),
            new("/logs/app_dev.log", "docker/python", "dev", 500, 100),
            new("/logs/new_dev.log", "json", "dev", 100, 0),
        ],
        Totals, new Dictionary<string, int> { ["binary"] = 2 }, TimeSpan.FromMilliseconds(2000.4));

    [Fact]
    public void Json_is_one_object_with_the_promised_names()
    {
        var json = Json(Summary);
        Assert.Equal(
            ["files", "lines", "bytes", "levels", "providers", "tokens", "unparsed", "formats", "kinds", "skipped", "by_file", "seconds"],
            json.EnumerateObject().Select(p => p.Name));
        Assert.Equal((3, 2000, 4_000_000, 2.0), (Number(json, "files"), Number(json, "lines"), Number(json, "bytes"), json.GetProperty("seconds").GetDouble()));
        Assert.Equal("""{"info":1500,"error":500}""", json.GetProperty("levels").GetRawText());
        Assert.Equal("""{"openai":1500,"unknown":500}""", json.GetProperty("providers").GetRawText());
        Assert.Equal("""{"input":70,"output":0,"cache_read":5}""", json.GetProperty("tokens").GetRawText());
        Assert.Equal("""{"nul":3}""", json.GetProperty("unparsed").GetRawText());
        Assert.Equal("""{"docker/python":500,"json":1500}""", json.GetProperty("formats").GetRawText());
        Assert.Equal("""{"files":2,"entries":600,"errors":100,"error_rate":0.166667}""", json.GetProperty("kinds").GetProperty("dev").GetRawText());
        Assert.Equal(
            """{"path":"/logs/app_fixed.log","format":"json","kind":"fixed","entries":1400,"errors":400}""", json.GetProperty("by_file")[0].GetRawText());
        Assert.Equal("""{"binary":2}""", json.GetProperty("skipped").GetRawText());
    }

    [Fact]
    public void Json_of_nothing_has_every_name_too()
    {
        var json = Json(new ProcessSummary([], LogTotals.Of([]), new Dictionary<string, int>(), TimeSpan.Zero));
        Assert.Equal(12, json.EnumerateObject().Count());
        Assert.Equal("""{"input":0,"output":0}""", json.GetProperty("tokens").GetRawText());
        Assert.Equal("{}", json.GetProperty("levels").GetRawText());
    }

    [Fact]
    public void The_table_says_the_same_with_shares_the_largest_first()
    {
        using var writer = new StringWriter();
        Summary.WriteTable(writer);
        var lines = writer.ToString().Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Equal(["files 3", "lines 2,000", "bytes 4,000,000", "seconds 2.000 (2 MB/s)"], lines[..4]);
        Assert.True(lines.IndexOf("info 1,500 75.0 %") is > 0 and var info && info < lines.IndexOf("error 500 25.0 %"), writer.ToString());
        Assert.Contains("input 70", lines);
        Assert.Contains("nul 3 0.2 %", lines);
        Assert.Contains("binary 2", lines);
        Assert.Contains("dev 600 30.0 %", lines);
        Assert.Contains("docker/python 500 25.0 %", lines);
        Assert.Contains("500 entries 100 errors docker/python dev /logs/app_dev.log", lines);
    }

    private static JsonElement Json(ProcessSummary summary)
    {
        using var stream = new MemoryStream();
        summary.WriteJson(stream);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
