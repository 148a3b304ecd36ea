using System.Text;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse;

public class FormatDetectorTests
{
    [Theory]
    [InlineData("JsonLines", """{"level":"info"}""", """{"level":"warn"}""")]
    [InlineData("JsonLines", "{}", "")]
    [InlineData("Logfmt", "ts=2025-11-20T10:00:00Z level=info msg=\"a b\"", "level=warn msg=x flag")]
    [InlineData("PlainText", "2025-11-20 10:00:00 INFO a=1 b=2", "hello world")]
    [InlineData("PlainText", "x=1", "y=2")]
    [InlineData("Unknown", "", "  ")]
    public void The_first_lines_tell_the_format(string expected, params string[] lines)
    {
        var source = new LogSource("app.log");
        new Parsed().Read(source, [.. lines.Select(Encoding.UTF8.GetBytes)]);
        Assert.Equal(expected, source.Format.ToString());
    }

    [Fact]
    public void A_banner_of_a_few_lines_does_not_settle_the_format()
    {
        var source = new LogSource("app.log");
        var parsed = new Parsed();
        parsed.Read(source, "my server 1.0"u8.ToArray(), "listening"u8.ToArray());
        Assert.Equal(LogFormat.PlainText, source.Format);
        parsed.Read(source, [.. Enumerable.Repeat("""{"level":"info"}"""u8.ToArray(), 5)]);
        Assert.Equal(LogFormat.JsonLines, source.Format);
    }

    [Fact]
    public void A_format_restored_with_the_offset_stands_while_a_few_lines_say_otherwise()
    {
        var source = new LogSource("app.log") { Format = LogFormat.JsonLines };
        var lines = new Parsed().Read(source, [.. Enumerable.Repeat("plain words"u8.ToArray(), 20)]);
        Assert.Equal(LogFormat.JsonLines, source.Format);
        Assert.All(lines, l => Assert.Equal(("plain words", UnparsedReason.None), (l.Message, l.Unparsed)));
    }

    [Fact]
    public void A_format_that_no_line_of_a_batch_has_any_more_gives_way_to_the_one_they_have()
    {
        var source = new LogSource("app.log");
        var parsed = new Parsed();
        for (var i = 0; i < 3; i++)
        {
            parsed.Read(source, [.. Enumerable.Repeat("""{"level":"info"}"""u8.ToArray(), 40)]);
        }

        var lines = parsed.Read(source, [.. Enumerable.Repeat("2025-11-20 10:00:00 ERROR plain words"u8.ToArray(), 1000)]);
        Assert.Equal(LogFormat.PlainText, source.Format);
        Assert.All(lines, l => Assert.Equal((LogLevel.Error, UnparsedReason.None), (l.Level, l.Unparsed)));
        parsed.Read(source, [.. Enumerable.Repeat("ts=2025-11-20T10:00:00Z level=info msg=x"u8.ToArray(), 40)]);
        Assert.Equal(LogFormat.PlainText, source.Format);
    }
}
