using System.Text;
using Observe.Agent.Parse.Custom;

namespace Observe.Agent.Tests.Parse.Custom;

public class CustomFormatTests
{
    private static readonly FormatOptions Simple = new() { Name = "myapp", Pattern = "{time} [{level}] {category}: {message}", Files = ["myapp*.log"] };

    [Fact]
    public void A_pattern_of_fields_reads_the_lines_of_its_files() => Assert.Equal(
        [
            "myapp",
            "1 | Warn | 2025-11-20 10:00:00.000 | groq | app.groq | - | - | - | - | slow: 3 s",
            "2 | Error | 2025-11-20 10:00:01.500 | - | db | gpt-4o | 12000us | - | - | no answer model=gpt-4o latency=12ms",
            "1 | Info | - | - | - | - | - | - | - | a line of another form",
        ],
        Read(Simple, "myapp-1.log", """
            2025-11-20 10:00:00 [WARN]  app.groq: slow: 3 s
            2025-11-20 10:00:01,500 [error] db: no answer model=gpt-4o latency=12ms
              at the second line
            INFO: a line of another form
            """));

    [Fact]
    public void Without_files_the_lines_tell() => Assert.Equal(
        ["bars", "1 | Error | - | openai | - | o4-mini | 2500000us | 7/9/0/0/0 | - | too slow", "1 | Info | - | kimi | - | kimi-k2 | 100000us | 1/2/0/0/0 | - | fine"],
        Read(
            new() { Name = "bars", Pattern = "<<{level}>> {provider}/{model} took {latency_s} {input_tokens}+{output_tokens} {_}; {message}" },
            "any.log",
            "<<E>> openai/o4-mini took 2.5 7+9 id-1; too slow\n<<I>> kimi/kimi-k2 took 0.1 1+2 id-2; fine"));

    [Fact]
    public void Lines_that_the_pattern_does_not_match_belong_to_the_one_above_when_asked_for() => Assert.Equal(
        ["sql", "3 | Info | 2025-11-20 10:00:00.000 | - | - | - | - | - | - | select", "1 | Error | 2025-11-20 10:00:01.000 | - | - | - | - | - | - | boom"],
        Read(
            new() { Name = "sql", Pattern = "{time} {level} {message}", Files = ["*.log"], Continuation = Continuation.Any },
            "any.log",
            "2025-11-20 10:00:00 INFO select\n* from x\n{\"a\":1}\n2025-11-20 10:00:01 ERROR boom"));

    [Fact]
    public void No_line_belongs_to_another_when_none_is_to() => Assert.Equal(
        3,
        Read(new() { Name = "n", Pattern = "{level} {message}", Files = ["*.log"], Continuation = Continuation.None }, "any.log", "ERROR a\n  b\nERROR c").Count - 1);

    [Fact]
    public void A_regex_reads_what_a_pattern_cannot() => Assert.Equal(
        ["rx", "1 | Fatal | 2025-11-20 10:00:00.000 | - | - | - | - | - | - | café geschlossen", "1 | Warn | 2025-11-20 10:00:01.000 | - | web | - | - | - | - | x"],
        Read(
            new() { Name = "rx", Regex = @"^(?<level>[A-Z])(?:/(?<category>\w+))?@(?<time>\S+ \S+) +(?<message>.*)$" },
            "any.log",
            "F@2025-11-20 10:00:00 café geschlossen\nW/web@2025-11-20 10:00:01  x"));

    [Theory]
    [InlineData("no fields at all", "it has no field")]
    [InlineData("{time} {lvel} {message}", "there is no field 'lvel'")]
    [InlineData("{time} {level} {level}", "stands twice")]
    [InlineData("{time}{message}", "nothing stands between")]
    [InlineData("{time} {message", "has no other")]
    [InlineData("time} {message}", "has no other")]
    public void A_wrong_pattern_is_refused_with_reason_and_example(string pattern, string reason)
    {
        var (key, fault) = Assert.Single(FormatOptions.Faults([new() { Name = "x", Pattern = pattern }]));
        Assert.Equal("[0].pattern", key);
        Assert.Contains(reason, fault);
        Assert.Contains(FieldPattern.Example, fault);
    }

    [Theory]
    [InlineData("(?<time", "expected an expression such as")]
    [InlineData("(?<nothing>x)", "there is no field 'nothing'")]
    [InlineData("plain", "no named group")]
    [InlineData(@"(?<level>x)\1", "expected an expression such as")]
    public void A_wrong_regex_is_refused_with_reason_and_example(string regex, string reason)
    {
        var (key, fault) = Assert.Single(FormatOptions.Faults([new() { Name = "x", Regex = regex }]));
        Assert.Equal("[0].regex", key);
        Assert.Contains(reason, fault);
    }

    [Fact]
    public void Both_or_none_and_two_of_one_name_are_refused() => Assert.Equal(
        ["[0].pattern", "[1].name", "[1].pattern"],
        FormatOptions.Faults([new() { Name = "x" }, new() { Name = "X", Pattern = "{message}", Regex = "(?<message>x)" }]).Select(f => f.Key));

    /// <summary>Wrong bytes turn into longer ones when a regex looks at them: places stay in the line.</summary>
    [Fact]
    public void Bytes_that_are_no_text_do_not_lead_a_regex_out_of_the_line()
    {
        using var log = new FixtureLog(new FormatOptions { Name = "rx", Regex = "^(?<level>E) (?<message>.*)$" });
        var read = log.Read("any.log", [.. "E some text in front of it "u8, 0xff, 0xfe, 0xfd, 0xfc, (byte)'\n']);
        Assert.StartsWith("1 | Error | - |", read[1], StringComparison.Ordinal);
        Assert.Contains("InvalidUtf8", read[1]);
    }

    private static List<string> Read(FormatOptions format, string name, string text)
    {
        using var log = new FixtureLog(format);
        return log.Read(name, Encoding.UTF8.GetBytes(text + "\n"));
    }
}
