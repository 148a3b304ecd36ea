using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Observe.EndToEnd.Corpora;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Logs;

/// <summary><c>observe process</c>: everything new once, and the truth about it.</summary>
public sealed class ProcessCommandTests : IDisposable
{
    private readonly TempDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(nameof(CorpusKind.Json))]
    [InlineData(nameof(CorpusKind.Plain))]
    public async Task The_summary_of_a_corpus_is_what_was_written(string kind)
    {
        var counts = Corpus.Make(_home["logs/app.log"], Enum.Parse<CorpusKind>(kind), 20_000_000);
        var run = await ProcessAsync();
        var summary = run.Json();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1, summary.GetProperty("files").GetInt64());
        Assert.Equal(counts.Lines, summary.GetProperty("lines").GetInt64());
        Assert.Equal(new FileInfo(_home["logs/app.log"]).Length, summary.GetProperty("bytes").GetInt64());
        Assert.Equal(counts.Levels, Numbers(summary, "levels"));
        Assert.Equal(counts.Providers, Numbers(summary, "providers"));
        Assert.Equal(counts.InputTokens + counts.OutputTokens, Numbers(summary, "tokens").Values.Sum());
        Assert.Empty(Numbers(summary, "unparsed"));
        Assert.True(summary.GetProperty("seconds").GetDouble() > 0);
    }

    [Fact]
    public async Task Archives_are_listed_though_they_are_closed_when_they_are_read()
    {
        using var home = new TempDirectory();
        using (var gzip = new GZipStream(File.Create(Path.Combine(home.Make("logs"), "old.log.gz")), CompressionLevel.Fastest))
        {
            gzip.Write("ERROR no answer\nINFO fine\n"u8);
        }

        var finished = await new AgentProgram(home).ProcessAsync([home["logs"]], "--json");
        Assert.Equal("", finished.Errors);
        var file = Assert.Single(finished.Json().GetProperty("by_file").EnumerateArray());
        Assert.Equal((2, 1), (file.GetProperty("entries").GetInt32(), file.GetProperty("errors").GetInt32()));
    }

    [Fact]
    public async Task Input_and_output_tokens_are_told_apart_where_the_lines_do()
    {
        var counts = Corpus.Make(_home["logs/app.log"], CorpusKind.Json, 1_000_000);
        var tokens = Numbers((await ProcessAsync()).Json(), "tokens");

        Assert.Equal(counts.InputTokens, tokens["input"]);
        Assert.Equal(counts.OutputTokens, tokens["output"]);
    }

    [Fact]
    public async Task A_second_run_reads_nothing_and_a_third_only_what_was_appended()
    {
        var corpus = new Corpus(CorpusKind.Json);
        Append("app.log", corpus, 5_000);
        Assert.Equal(5_000, Lines(await ProcessAsync()));
        Assert.Equal(0, Lines(await ProcessAsync()));

        Append("app.log", corpus, 123);
        Append("new.log", new Corpus(CorpusKind.Plain), 7);
        Assert.Equal(130, Lines(await ProcessAsync()));
    }

    [Fact]
    public async Task A_file_renamed_between_runs_is_not_read_again_and_its_successor_is_read_whole()
    {
        var corpus = new Corpus(CorpusKind.Plain);
        Append("app.log", corpus, 1_000);
        Assert.Equal(1_000, Lines(await ProcessAsync()));

        Append("app.log", corpus, 10);
        File.Move(_home["logs/app.log"], _home["logs/app.log.1"]);
        Append("app.log", corpus, 20);
        Assert.Equal(30, Lines(await ProcessAsync()));
        Assert.Equal(0, Lines(await ProcessAsync()));
    }

    [Fact]
    public async Task A_truncated_file_is_read_from_its_new_start()
    {
        Append("app.log", new Corpus(CorpusKind.Json, 1), 1_000);
        Assert.Equal(1_000, Lines(await ProcessAsync()));

        File.WriteAllText(_home["logs/app.log"], "");
        Append("app.log", new Corpus(CorpusKind.Json, 2), 50);
        Assert.Equal(50, Lines(await ProcessAsync()));
    }

    [Fact]
    public async Task A_last_line_that_is_finished_later_counts_once()
    {
        const string line = "2025-11-20 10:00:00,000 ERROR [groq] connection refused by upstream";
        _home.Write("logs/app.log", $"{line}\n{line[..40]}");
        var first = Lines(await ProcessAsync());
        File.AppendAllText(_home["logs/app.log"], $"{line[40..]}\n{line}\n");
        var second = await ProcessAsync();

        Assert.Equal(3, first + Lines(second));
    }

    [Fact]
    public async Task Carriage_returns_before_line_ends_change_nothing()
    {
        using var lines = new MemoryStream();
        var corpus = new Corpus(CorpusKind.Json);
        corpus.WriteLines(lines, 2_000);
        _home.Write("logs/app.log", System.Text.Encoding.UTF8.GetString(lines.ToArray()).Replace("\n", "\r\n"));
        var summary = (await ProcessAsync()).Json();

        Assert.Equal(2_000, summary.GetProperty("lines").GetInt64());
        Assert.Equal(corpus.Counts.Levels, Numbers(summary, "levels"));
        Assert.Empty(Numbers(summary, "unparsed"));
    }

    [Fact]
    public async Task Empty_files_are_no_fault()
    {
        _home.Write("logs/empty.log", "");
        var run = await ProcessAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, Lines(run));
    }

    [Fact]
    public async Task A_pattern_that_nothing_matches_is_named()
    {
        var run = await ProcessAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, Lines(run));
        Assert.Contains(_home["logs/*.log"], run.Errors);
        Assert.Contains("--watch", run.Errors);
    }

    [Fact]
    public async Task Every_file_of_a_tree_is_read_and_each_format_told_apart()
    {
        var json = Corpus.Make(_home["logs/a/app.log"], CorpusKind.Json, 300_000);
        var plain = Corpus.Make(_home["logs/b/c/app.log"], CorpusKind.Plain, 300_000);
        _home.Write("logs/d.log", string.Concat(Enumerable.Repeat("time=2025-11-20T10:00:00Z level=warn msg=\"a b\" provider=kimi\n", 50)));
        var run = await new AgentProgram(_home).ProcessAsync([_home["logs/**/*.log"]], "--json");
        var summary = run.Json();

        Assert.Equal(3, summary.GetProperty("files").GetInt64());
        Assert.Equal(json.Lines + plain.Lines + 50, summary.GetProperty("lines").GetInt64());
        Assert.Equal(json.Levels["warn"] + plain.Levels["warn"] + 50, Numbers(summary, "levels")["warn"]);
        Assert.Equal(json.Providers["kimi"] + plain.Providers["kimi"] + 50, Numbers(summary, "providers")["kimi"]);
    }

    [Fact]
    public async Task Without_json_a_table_names_the_levels_and_providers()
    {
        var counts = Corpus.Make(_home["logs/app.log"], CorpusKind.Json, 500_000);
        var run = await new AgentProgram(_home).ProcessAsync([_home["logs/*.log"]]);

        Assert.Equal(0, run.ExitCode);
        Assert.All(counts.Levels.Keys.Concat(counts.Providers.Keys), name => Assert.Contains(name, run.Output));
        var digits = new string([.. run.Output.Where(char.IsAsciiDigit)]);
        Assert.Contains(counts.Levels["error"].ToString(CultureInfo.InvariantCulture), digits);
        Assert.DoesNotContain("\u001b[", run.Everything);
    }

    [NeedsFact("script")]
    public async Task On_a_terminal_a_progress_bar_shows_while_it_reads()
    {
        Corpus.Make(_home["logs/app.log"], CorpusKind.Json, 20_000_000);
        var command = $"{AgentProgram.Executable} process --watch '{_home["logs/*.log"]}' --data {_home["data"]}";
        using var terminal = new ChildProcess(Programs.Find("script")!, ["-qec", command, "/dev/null"], _home.Path, new AgentProgram(_home).Environment);
        var code = await terminal.WaitAsync();

        Assert.Equal(0, code);
        Assert.Matches(@"\[#+\.*\] +[0-9]+ %  [0-9]+ of 20 MB", terminal.Output);
    }

    [NeedsFact("promtool")]
    public async Task The_metrics_file_holds_the_counts_and_promtool_accepts_it()
    {
        var counts = Corpus.Make(_home["logs/app.log"], CorpusKind.Json, 2_000_000);
        var run = await ProcessAsync("--metrics", _home["metrics.prom"]);
        var text = await File.ReadAllTextAsync(_home["metrics.prom"]);
        var metrics = Exposition.Parse(text);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(counts.Levels, metrics.By("level", "observe_log_records_total"));
        Assert.Equal(counts.Providers, metrics.By("provider", "observe_log_records_total"));
        Assert.Equal(counts.TokensByProvider, metrics.By("provider", "observe_tokens_total"));
        await Promtool.AcceptsAsync(text);
    }

    [Fact]
    public async Task A_metrics_file_that_cannot_be_written_is_named_and_nothing_is_left_beside_it()
    {
        _home.Write("logs/app.log", "level=info msg=x\n");
        var folder = _home.Make("out/metrics");
        var run = await ProcessAsync("--metrics", folder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(folder, run.Errors);
        Assert.Contains("--metrics", run.Errors);
        Assert.Equal([folder], Directory.GetFileSystemEntries(_home["out"]));
    }

    [Fact]
    public async Task A_wrong_option_is_refused_with_exit_code_2()
    {
        var run = await new AgentProgram(_home).RunAsync("process", "--wach", _home["logs/*.log"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--wach", run.Everything);
    }

    private Task<Finished> ProcessAsync(params string[] more) => new AgentProgram(_home).ProcessAsync([_home["logs/*.log"]], ["--json", .. more]);

    private void Append(string name, Corpus corpus, int lines)
    {
        using var file = new FileStream(Path.Combine(_home.Make("logs"), name), FileMode.Append);
        corpus.WriteLines(file, lines);
    }

    private static long Lines(Finished run) => run.Json().GetProperty("lines").GetInt64();

    private static SortedDictionary<string, long> Numbers(JsonElement summary, string key)
    {
        var numbers = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var property in summary.GetProperty(key).EnumerateObject().Where(p => p.Value.GetInt64() != 0))
        {
            numbers[property.Name] = property.Value.GetInt64();
        }

        return numbers;
    }
}
