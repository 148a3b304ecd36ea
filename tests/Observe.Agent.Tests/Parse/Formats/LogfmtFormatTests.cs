using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse.Formats;

public class LogfmtFormatTests
{
    [Fact]
    public void Every_field_of_a_logfmt_line_is_read()
    {
        var line = Parsed.One("ts=2025-11-20T10:00:00.5Z level=warn logger=app.http provider=groq msg=\"said \\\"hi\\\" twice\" model=m1 "
            + "prompt_tokens=3 completion_tokens=4 duration=2m3s cached status=500");
        Assert.Equal(LogFormat.Logfmt, line.Batch.Source.Format);
        Assert.Equal(LogLevel.Warn, line.Level);
        Assert.Equal("2025-11-20T10:00:00.500", line.Time);
        Assert.Equal("app.http", line.Category);
        Assert.Equal("groq", line.Provider);
        Assert.Equal("said \\\"hi\\\" twice", line.Message);
        Assert.Equal("m1", line.Model);
        Assert.Equal((3, 4, 0, 0, 0), line.Tokens);
        Assert.Equal(123_000_000, line.Latency);
    }

    [Fact]
    public void Another_line_in_a_logfmt_file_is_read_as_text()
    {
        var lines = Parsed.All("app.log", "level=info msg=a", "level=info msg=b", "panic: runtime error: index out of range", "level=\"unterminated");
        Assert.Equal(LogFormat.Logfmt, lines[0].Batch.Source.Format);
        Assert.Equal(LogLevel.Fatal, lines[2].Level);
        Assert.Equal("runtime error: index out of range", lines[2].Message.TrimStart());
        Assert.All(lines, l => Assert.Equal(UnparsedReason.None, l.Unparsed));
    }
}
