using System.Text.Json;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Report;
using Observe.Agent.Store;

namespace Observe.Agent.Tests.Report;

public class HealthReportTests
{
    private const long Noon = 1_795_262_400_000;

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Healthy_is_an_error_rate_up_to_the_threshold(int errors, bool healthy)
    {
        var report = Report([(LogTotalsTests.Records("error", "x", ""), errors), (LogTotalsTests.Records("info", "x", ""), 100 - errors)]);
        Assert.Equal(healthy, report.IsHealthy);
        Assert.Equal(errors / 100.0, report.ErrorRate, 9);
    }

    [Fact]
    public void Fatal_lines_are_errors_and_no_lines_are_healthy()
    {
        Assert.False(Report([(LogTotalsTests.Records("fatal", "x", ""), 1)]).IsHealthy);
        Assert.True(Report([]).IsHealthy);
        Assert.Null(Report([]).LastSeen);
    }

    [Fact]
    public void Files_under_one_path_are_one_entry_and_the_latest_comes_first()
    {
        var report = Report([], File("/logs/a.log", 1, 10, 1, Noon), File("/logs/a.log", 2, 5, 2, Noon - 1000), File("/logs/b.log", 3, 1, 0, Noon + 1000), File("/logs/never.log", 4, 0, 0, 0));
        Assert.Equal(["/logs/b.log", "/logs/a.log", "/logs/never.log"], report.Files.Select(f => f.Path));
        Assert.Equal((15, 3, DateTimeOffset.FromUnixTimeMilliseconds(Noon)), (report.Files[1].Entries, report.Files[1].Errors, report.Files[1].LastSeen));
        Assert.Null(report.Files[2].LastSeen);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Noon + 1000), report.LastSeen);
    }

    [Fact]
    public void Json_has_what_a_machine_asks_for()
    {
        var report = Report(
            [(LogTotalsTests.Records("error", "openai", ""), 1), (LogTotalsTests.Records("info", "local", ""), 3), (LogTotalsTests.Series(MetricNames.LogBytes), 9)],
            File("/logs/a.log", 1, 4, 1, Noon),
            File("/logs/gone.log", 2, 0, 0, Noon - 1));
        using var stream = new MemoryStream();
        report.WriteJson(stream);
        var json = JsonDocument.Parse(stream.ToArray()).RootElement;
        Assert.Equal(
            ["healthy", "entries", "errors", "error_rate", "threshold", "size", "last_seen", "levels", "providers", "kinds", "files", "frequent_errors"],
            json.EnumerateObject().Select(p => p.Name));
        Assert.False(json.GetProperty("healthy").GetBoolean());
        Assert.Equal((4, 1, .25, 1000), (json.GetProperty("entries").GetInt32(), json.GetProperty("errors").GetInt32(), json.GetProperty("error_rate").GetDouble(), json.GetProperty("size").GetInt32()));
        Assert.Equal("""{"entries":3,"share":0.75}""", json.GetProperty("providers").GetProperty("local").GetRawText());
        Assert.Equal(
            """{"path":"/logs/a.log","kind":"kind of a.log","format":"json","entries":4,"errors":1,"error_rate":0.25,"exists":true,"size":1000,"last_seen":"2026-11-21T12:00:00Z"}""",
            json.GetProperty("files")[0].GetRawText());
        Assert.False(json.GetProperty("files")[1].GetProperty("exists").GetBoolean());
        Assert.Equal("""{"pattern":"timeout after <*> s","message":"timeout after 3 s","level":"error","count":2,"last_seen":null}""", json.GetProperty("frequent_errors")[0].GetRawText());
    }

    [Fact]
    public void The_table_names_the_state_files_that_are_gone_and_the_errors()
    {
        using var writer = new StringWriter();
        Report([(LogTotalsTests.Records("error", "openai", ""), 1)], File("/logs/gone.log", 1, 1, 1, Noon)).WriteTable(writer);
        var text = writer.ToString();
        Assert.Contains("UNHEALTHY", text);
        Assert.Contains("100.00 % of 1 entries (threshold 5%)", text);
        Assert.Contains("2026-11-21T12:00:00Z", text);
        Assert.Contains("/logs/gone.log (gone)", text);
        Assert.Contains("timeout after 3 s", text);
    }

    [Fact]
    public void Names_and_messages_from_outside_neither_forge_lines_nor_drive_the_terminal()
    {
        using var writer = new StringWriter();
        var report = Report([], File("/logs/a\nstate healthy\e[31m\u202egol.log", 1, 1, 1, Noon)) with
        {
            FrequentErrors = [new FrequentError("1", "\e]0;title\a gone\r\nstate healthy", "error", 2, null)],
        };
        report.WriteTable(writer);
        var text = writer.ToString();
        Assert.Contains(@"/logs/a\nstate healthy\u001b[31m\u202egol.log", text);
        Assert.Contains(@"\u001b]0;title\u0007 gone \nstate healthy", text);
        Assert.DoesNotContain('\e', text);
    }

    private static HealthReport Report((SeriesKey, long)[] counters, params FileCheckpoint[] files) => HealthReport.Of(
        new StoredState(counters, [], files, [], [], []),
        [new FrequentError("timeout after <*> s", "timeout after 3 s", "error", 2, null)],
        threshold: 0.05,
        path => path.EndsWith("gone.log", StringComparison.Ordinal) ? null : 1000,
        path => $"kind of {Path.GetFileName(path)}");

    private static FileCheckpoint File(string path, ulong inode, long lines, long errors, long lastRead) => new()
    {
        Identity = new FileIdentity(1, inode, 0),
        Path = path,
        Format = LogFormat.JsonLines,
        Lines = lines,
        ErrorLines = errors,
        LastReadUnixMilliseconds = lastRead,
    };
}
