using Observe.Agent.Commands;
using Observe.Agent.Tests.Hosting.Configuration;

namespace Observe.Agent.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly ConfigurationFixture _here = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _here.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("proces", "unknown verb 'proces'; did you mean process?", "'observe --help' shows what there is.")]
    [InlineData("zzzzzz", "unknown verb 'zzzzzz'", "'observe --help' shows what there is.")]
    [InlineData("tokens reprot", "unknown verb 'reprot'; did you mean report?", "'observe tokens --help' shows what there is.")]
    [InlineData("tokens", "a verb is missing: count, report, budgets, prices", "'observe tokens --help' shows what there is.")]
    [InlineData("config --wacth a", "unknown flag '--wacth'; did you mean --watch?", "unexpected argument 'a'", "'observe config --help' shows what there is.")]
    [InlineData("config --watch a --lisen b", "unknown flag '--lisen'; did you mean --listen?", "'observe config --help' shows what there is.")]
    [InlineData("config --data --jsn", "unknown flag '--jsn'; did you mean --json?", "'observe config --help' shows what there is.")]
    [InlineData("--dta /x", "unknown flag '--dta'; did you mean --data?", "unexpected argument '/x'", "'observe agent --help' shows what there is.")]
    [InlineData("patterns list --jsn", "unknown flag '--jsn'; did you mean --json?", "'observe patterns list --help' shows what there is.")]
    [InlineData("config extra", "unexpected argument 'extra'", "'observe config --help' shows what there is.")]
    public async Task A_wrong_word_ends_with_2_and_the_nearest_right_one(string line, params string[] told)
    {
        Assert.Equal(2, await RunAsync(line.Split(' ')));
        Assert.Equal(told, Lines(_error));
        Assert.Empty(Lines(_output));
    }

    [Theory]
    [InlineData("patterns list --most x", "--most: expected a number of at least 0; got \"x\"")]
    [InlineData("patterns list --most 99999999999", "--most: expected a number of at least 0; got \"99999999999\"")]
    [InlineData("patterns list --most=-1", "--most: expected a number of at least 0; got \"-1\"")]
    [InlineData("patterns list --level loud", "--level: expected one of debug, error, fatal, info, trace, unknown, warn; got \"loud\"")]
    [InlineData("tokens report --hours x", "--hours: expected a number from 1 to 9600; got \"x\"")]
    [InlineData("tokens report --by colour", "--by: expected one of day, hour, model, operation, origin, provider, type; got \"colour\"")]
    [InlineData("demo --slow-layer 1.5", "--slow-layer: expected a number from 0 to 11; got \"1.5\"")]
    [InlineData("demo --fault-after soon", "--fault-after: expected a number of at least 0; got \"soon\"")]
    public async Task A_value_of_the_wrong_kind_is_told_in_words_for_people(string line, string told)
    {
        Assert.Equal(2, await RunAsync(line.Split(' ')));
        Assert.Equal(told, Lines(_error)[0]);
        Assert.Equal(2, Lines(_error).Count());
    }

    [Theory]
    [InlineData("config --data")]
    [InlineData("config --data /a --data /b")]
    [InlineData("config --watch")]
    public async Task A_flag_with_too_few_or_too_many_values_ends_with_2(string line)
    {
        Assert.Equal(2, await RunAsync(line.Split(' ')));
        Assert.Contains(line.Split(' ')[1], Lines(_error)[0]);
    }

    [Theory]
    [InlineData("config --watch a b --watch c")]
    [InlineData("config --watch=a --watch b c")]
    public async Task Watch_takes_several_globs_and_can_be_repeated(string line)
    {
        Assert.Equal(0, await RunAsync(line.Split(' ')));
        var values = Lines(_output).SkipWhile(l => !l.StartsWith("watch ", StringComparison.Ordinal)).Take(3).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal([["watch", "a", "(flag", "--watch)"], ["b"], ["c"]], values);
    }

    [Fact]
    public async Task A_glob_that_begins_with_an_at_sign_is_no_response_file()
    {
        Assert.Equal(0, await RunAsync("config", "--watch", "@a"));
        Assert.Contains(Lines(_output), l => l.Contains("@a  (flag --watch)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--listen 9464")]
    [InlineData("agent")]
    public async Task Without_a_verb_it_is_the_agent(string line)
    {
        // A fault of the configuration stops the agent before it does anything, and the fault shows that it was the agent.
        _here.Write("""{ "tail": { "workers": 0 } }""");
        Assert.Equal(2, await RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains(Lines(_error), l => l.StartsWith("tail.workers ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("process")]
    [InlineData("health")]
    [InlineData("config")]
    public async Task Every_verb_refuses_a_wrong_configuration_with_2_and_all_faults_on_the_error_stream(string verb)
    {
        _here.Write("""{ "wacth": [], "log": { "level": "loud" } }""");
        Assert.Equal(2, await RunAsync(verb));
        Assert.Equal(2, Lines(_error).Length);
        Assert.Empty(Lines(_output));
    }

    [Theory]
    [InlineData("--help", "observe health --json")]
    [InlineData("agent --help", "observe agent --demo")]
    [InlineData("process -h", "observe process --watch 'logs/**/*'")]
    [InlineData("health --help", "observe health --data /var/lib/observe --json")]
    [InlineData("patterns --help", "observe patterns assign app.log --final")]
    [InlineData("patterns list --help", "observe patterns list --level error --contains timeout --json")]
    [InlineData("tokens count --help", "observe tokens count prompt.txt")]
    [InlineData("config -?", "observe config --config /etc/observe/observe.json --json")]
    public async Task Help_of_every_verb_ends_with_examples(string line, string example)
    {
        Assert.Equal(0, await RunAsync(line.Split(' ')));
        var help = Lines(_output);
        Assert.Contains("Usage:", help);
        Assert.Contains(help.SkipWhile(l => l != "Examples:"), l => l.StartsWith("  " + example, StringComparison.Ordinal));
        Assert.Empty(Lines(_error));
    }

    [Fact]
    public async Task Help_names_every_flag_that_the_docs_name()
    {
        var docs = await File.ReadAllTextAsync(DocsOf("commands.md"));
        foreach (var verb in new[] { "agent", "process", "health", "patterns list", "patterns show", "patterns assign", "tokens count", "config" })
        {
            _output.GetStringBuilder().Clear();
            await RunAsync([.. verb.Split(' '), "--help"]);
            var flags = _output.ToString().Split([' ', '\n', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => w.StartsWith("--", StringComparison.Ordinal)).Distinct();
            var start = docs.IndexOf($"## observe {verb}\n", StringComparison.Ordinal);
            Assert.True(start >= 0, $"docs/commands.md has no section of {verb}");
            var end = docs.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
            var section = docs[start..(end < 0 ? docs.Length : end)];
            Assert.All(flags.Where(f => f is not "--help"), f => Assert.Contains($"`{f}", section));
        }
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        Assert.Equal(0, await RunAsync("--version"));
        Assert.Matches(@"^observe \d+\.\d+\.\d+( \([0-9a-f]{12}\))?$", Assert.Single(Lines(_output)));
    }

    private Task<int> RunAsync(params string[] args) =>
        CommandLine.RunAsync(args, new CommandContext(_output, _error, () => _here.Surroundings));

    private static string[] Lines(StringWriter writer) => writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string DocsOf(string page, [System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "../../../docs", page);
}
