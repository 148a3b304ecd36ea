using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Observe.EndToEnd.BadInput;
using Observe.EndToEnd.Forward;
using Observe.EndToEnd.Harness;
using Xunit.Abstractions;

namespace Observe.EndToEnd.Rows;

/// <summary>Warnings and errors as rows: each once, whatever happens, and found by the command and by HTTP.</summary>
public class RowTests(ITestOutputHelper output)
{
    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("OBSERVE_KILL_ROUNDS") ?? "6", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Killed_again_and_again_there_is_one_row_for_each_warning_and_error()
    {
        using var home = new TempDirectory();
        var flags = Configuration(home);
        var random = new Random(6);
        using var end = new CancellationTokenSource();
        var writing = NumberedLines.KeepWritingAsync(home["logs/app.log"], end.Token);
        var program = new AgentProgram(home);
        for (var round = 0; round < Kills; round++)
        {
            using var killed = program.Start(["agent", .. AgentProgram.Watch([home["logs/*.log"]]), "--data", program.Data, "--listen", "127.0.0.1:0", .. flags]);
            await Task.Delay(random.Next(500, 1800));
            killed.Signal(ChildProcess.Kill);
            await killed.WaitAsync();
        }

        await end.CancelAsync();
        var written = await writing;
        using var agent = await program.ServeAsync([home["logs/*.log"]], more: flags);
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") == written, "all counted");
        var expected = Enumerable.Range(0, (int)written).Where(i => i % 5 >= 3).Select(i => $"request {i} done").Order(StringComparer.Ordinal).ToList();
        output.WriteLine($"{Kills} kills, {written} lines, {expected.Count} rows");
        Assert.True(expected.Count > 1000, "the test proves too little");
        Assert.Equal(expected, Column(home, "SELECT message FROM record").Order(StringComparer.Ordinal));
        await Eventually.TrueAsync(
            () => Column(home, "SELECT cast(indexed AS text) FROM progress")[0] == Column(home, "SELECT cast(max(id) AS text) FROM record")[0],
            TimeSpan.FromSeconds(30), () => "the words are not indexed");
        Assert.Equal(expected.Count.ToString(CultureInfo.InvariantCulture), Column(home, "SELECT cast(count(*) AS text) FROM record_text WHERE record_text MATCH 'done'")[0]);
    }

    [Fact]
    public async Task The_command_and_the_endpoint_find_the_same_also_while_the_agent_runs()
    {
        using var home = new TempDirectory();
        home.Write("logs/app.log", """
            {"ts":"2026-11-21T08:00:00Z","level":"error","provider":"groq","model":"llama-3.3","category":"router","msg":"connection \"refused\" by\nupstream","duration_ms":1500,"usage":{"prompt_tokens":7,"completion_tokens":5}}
            {"ts":"2026-11-21T08:01:00Z","level":"warn","provider":"ollama","msg":"connection slow"}
            {"ts":"2026-11-21T08:02:00Z","level":"info","provider":"ollama","msg":"connection fine"}

            """);
        var program = new AgentProgram(home);
        using var agent = await program.ServeAsync([home["logs/*.log"]], more: Configuration(home));
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") >= 3, "all counted");

        var found = await program.RunAsync("logs", "search", "connection refused", "--level", "error", "--provider", "groq", "--since", "2026-11-21T07:00:00Z", "--json", "--data", program.Data);
        Assert.True(found.ExitCode == 0, found.Everything);
        var row = found.Json().GetProperty("records").EnumerateArray().Single();
        Assert.Equal("2026-11-21T08:00:00Z", row.GetProperty("time").GetString());
        Assert.Equal("connection \"refused\" by\nupstream", row.GetProperty("message").GetString());
        Assert.Equal(("error", "groq", "llama-3.3", "router"), (Text(row, "level"), Text(row, "provider"), Text(row, "model"), Text(row, "category")));
        Assert.Equal(home["logs/app.log"], Text(row, "file"));
        Assert.Equal(12, row.GetProperty("tokens").GetInt64());
        Assert.Equal(1.5, row.GetProperty("latency_seconds").GetDouble());
        Assert.Matches("^[0-9a-f]{12}$", Text(row, "pattern"));

        var byHttp = await agent.TextAsync("/api/logs?query=connection+refused&level=error&provider=groq&since=2026-11-21T07:00:00Z");
        Assert.Equal(found.Output.TrimEnd('\n'), byHttp);
        var both = await program.RunAsync("logs", "search", "connection", "--data", program.Data);
        var lines = both.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("2026-11-21T08:01:00.000Z warn  ollama ", lines[0]);
        Assert.EndsWith(": connection \"refused\" by\\nupstream", lines[1]);
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_told_and_nothing_that_is_asked_is_an_operator()
    {
        using var home = new TempDirectory();
        using var agent = await new AgentProgram(home).ServeAsync([home["logs/*.log"]], more: Configuration(home));
        foreach (var (query, fault) in new[]
        {
            ("limit=1001", "limit: expected a whole number from 1 to 1000"), ("limit=0", "limit: expected"), ("level=loud", "level: expected"),
            ("since=yesterday", "since: expected"), ("pattern=xyz", "pattern: expected"), ("level=warn&level=error", "given twice"), ("sql=1", "unknown parameter"),
        })
        {
            using var answer = await agent.GetAsync("/api/logs?" + query);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(fault, await answer.Content.ReadAsStringAsync());
        }

        foreach (var text in new[] { "\"');--", "a OR b", "message:x", "NEAR(a b)", "^a", "a*b*", "{a}", "-a" })
        {
            Assert.Equal("""{"records":[]}""", await agent.TextAsync("/api/logs?query=" + Uri.EscapeDataString(text)));
        }
    }

    [NeedsRootFact("mount", "umount")]
    public async Task A_full_disk_makes_storing_wait_and_neither_count_nor_row_is_wrong_afterwards()
    {
        using var home = new TempDirectory();
        using var disk = await SmallDisk.MountAsync(home.Make("disk"), "8m");
        var program = new AgentProgram(home) { Data = Path.Combine(disk.Path, "data") };
        NumberedLines.Write(home["logs/0.log"], 0, 1000);
        using var agent = await program.ServeAsync([home["logs/*.log"]], more: Configuration(home));
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") == 1000, "the lines before");
        var filler = Path.Combine(disk.Path, "filler");
        SmallDisk.Fill(filler);
        NumberedLines.Write(home["logs/1.log"], 1000, 4000);
        await Eventually.TrueAsync(
            async () =>
            {
                using var ready = await agent.GetAsync("/readyz");
                return ready.StatusCode == HttpStatusCode.ServiceUnavailable && (await ready.Content.ReadAsStringAsync()).Contains("no space", StringComparison.Ordinal);
            },
            TimeSpan.FromSeconds(30), () => agent.Process.Everything);
        Assert.Equal(1000, (await agent.MetricsAsync()).Sum("observe_log_records_total"));
        File.Delete(filler);
        await agent.WaitForAsync(m => m.Sum("observe_log_records_total") == 5000, "the lines written while the disk was full");
        await agent.WaitUntilReadyAsync();
        Assert.Equal(2000, Column(program.Data, "SELECT DISTINCT message FROM record").Count);
        Assert.Equal(2000, Column(program.Data, "SELECT message FROM record").Count);
    }

    private static string[] Configuration(TempDirectory home) =>
        ["--config", home.Write("observe.json", """{ "commitInterval": "200ms", "tail": { "rescanInterval": "300ms" }, "otlp": { "enabled": false } }""")];

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static List<string> Column(TempDirectory home, string sql) => Column(home["data"], sql);

    private static List<string> Column(string data, string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "logs.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
