using System.Text;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse;

public class LogParserTests
{
    private const string Json =
        """{"timestamp":"2025-11-20T00:00:00.288Z","level":"info","category":"router","provider":"kimi","message":"request ok","model":"kimi-k2","prompt_tokens":2038,"response_tokens":1944,"latency_ms":1216.14}""";

    private const string Text =
        "2025-11-20 00:00:00,288 INFO [ollama] user said \"hello\" and got an answer tokens=3982 latency=1.216s model=llama3.2:3b request_id=d5dfff0f9d";

    [Fact]
    public void Every_field_of_a_json_line_is_read()
    {
        var line = Parsed.One(Json);
        Assert.Equal(UnparsedReason.None, line.Unparsed);
        Assert.Equal(LogLevel.Info, line.Level);
        Assert.Equal("2025-11-20T00:00:00.288", line.Time);
        Assert.Equal("kimi", line.Provider);
        Assert.Equal("router", line.Category);
        Assert.Equal("kimi-k2", line.Model);
        Assert.Equal("request ok", line.Message);
        Assert.Equal((2038, 1944, 0, 0, 0), line.Tokens);
        Assert.False(line.Record.TokensAreTotal);
        Assert.Equal(1_216_140, line.Latency);
    }

    [Fact]
    public void Every_field_of_a_text_line_is_read()
    {
        var line = Parsed.One(Text);
        Assert.Equal(UnparsedReason.None, line.Unparsed);
        Assert.Equal(LogLevel.Info, line.Level);
        Assert.Equal("2025-11-20T00:00:00.288", line.Time);
        Assert.Equal("ollama", line.Provider);
        Assert.Equal("llama3.2:3b", line.Model);
        Assert.StartsWith("user said \"hello\" and got", line.Message, StringComparison.Ordinal);
        Assert.Equal(3982, line.Record.OutputTokens);
        Assert.True(line.Record.TokensAreTotal);
        Assert.Equal(1_216_000, line.Latency);
    }

    [Fact]
    public void A_text_in_a_json_file_is_read_as_text_and_a_piece_of_an_object_is_counted_as_such()
    {
        var lines = Parsed.All("app.log", Json, Json, "2025-11-20 10:00:00 ERROR [groq] boom", "{\"level\":\"warn\",\"message\":\"cut", Json, "age\":\"cut\"}", "data: {\"cut", "", Json, Json, Json);
        Assert.Equal([UnparsedReason.InvalidJson, UnparsedReason.InvalidJson, UnparsedReason.Empty], lines[5..8].Select(l => l.Unparsed));
        Assert.Equal(UnparsedReason.None, lines[2].Unparsed);
        Assert.Equal(LogLevel.Error, lines[2].Level);
        Assert.Equal("groq", lines[2].Provider);
        Assert.Equal("boom", lines[2].Message);
        Assert.Equal(UnparsedReason.InvalidJson, lines[3].Unparsed);
        Assert.Equal(LogLevel.Warn, lines[3].Level);
        Assert.Equal(UnparsedReason.None, lines[4].Unparsed);
    }

    [Fact]
    public void An_object_in_a_text_file_is_read_as_json_all_the_same()
    {
        var lines = Parsed.All("app.log", "starting up", "listening on 8080", "ready", Json, "{not json} ERROR");
        Assert.Equal(LogLevel.Info, lines[3].Level);
        Assert.Equal("kimi", lines[3].Provider);
        Assert.Equal(UnparsedReason.None, lines[4].Unparsed);
        Assert.Equal(LogLevel.Unknown, lines[4].Level);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\t ")]
    public void A_blank_line_is_empty_in_any_format(string blank)
    {
        Assert.Equal(UnparsedReason.Empty, Parsed.All("app.log", Json, blank)[1].Unparsed);
        Assert.Equal(UnparsedReason.Empty, Parsed.All("app.log", Text, blank)[1].Unparsed);
        Assert.Equal(UnparsedReason.Empty, Parsed.One(blank).Unparsed);
    }

    [Fact]
    public void Only_the_line_with_wrong_bytes_is_blamed_and_is_read_all_the_same()
    {
        byte[] latin1 = [.. "2025-11-20 10:00:00 WARN [groq] caf"u8, 0xE9, .. " closed tokens=7"u8];
        byte[] nul = [.. "2025-11-20 10:00:00 ERROR "u8, 0, .. " zero"u8];
        var parsed = new Parsed();
        var lines = parsed.Read(new LogSource("app.log"), Encoding.UTF8.GetBytes(Text), latin1, nul, Encoding.UTF8.GetBytes(Text));
        Assert.Equal([UnparsedReason.None, UnparsedReason.InvalidUtf8, UnparsedReason.Nul, UnparsedReason.None], lines.Select(l => l.Unparsed));
        Assert.Equal(LogLevel.Warn, lines[1].Level);
        Assert.Equal("groq", lines[1].Provider);
        Assert.Equal(7, lines[1].Record.OutputTokens);
        Assert.Equal(LogLevel.Error, lines[2].Level);
    }

    [Fact]
    public void A_line_that_came_too_long_stays_so_and_is_read_as_far_as_it_goes()
    {
        var batch = new LogBatch { Source = new LogSource("app.log") };
        var json = Encoding.UTF8.GetBytes(Json);
        json.CopyTo(batch.Bytes, 0);
        batch.Add(0, 120, UnparsedReason.TooLong);
        batch.ByteCount = 120;
        var parsed = new Parsed();
        parsed.Parse(batch);
        Assert.Equal(UnparsedReason.TooLong, batch.Records[0].Unparsed);
        Assert.Equal(LogLevel.Info, batch.Records[0].Level);
        Assert.Equal("kimi", parsed.Names.Providers[batch.Records[0].Provider]);
        Assert.Equal(LogFormat.JsonLines, batch.Source.Format);
    }

    [Fact]
    public void The_provider_of_the_path_stands_in_where_a_line_names_none()
    {
        var lines = Parsed.All("/var/log/ollama/server.log", "2025-11-20 10:00:00 INFO started", "2025-11-20 10:00:00 INFO [groq] started");
        Assert.Equal("ollama", lines[0].Provider);
        Assert.Equal("groq", lines[1].Provider);
    }

    [Fact]
    public void A_provider_field_with_a_name_that_is_not_configured_is_no_provider()
    {
        var lines = Parsed.All("/logs/groq.log", """{"provider":"acme","msg":"x"}""", """{"provider":"","msg":"x"}""", """{"msg":"x"}""");
        Assert.Equal(["", "groq", "groq"], lines.Select(l => l.Provider));
    }

    [Fact]
    public void The_category_names_the_provider_when_no_field_does()
    {
        var line = Parsed.One("""{"level":"info","logger":"app.clients.openai","msg":"x"}""", "/logs/groq.log");
        Assert.Equal("openai", line.Provider);
        Assert.Equal("app.clients.openai", line.Category);
    }

    [Fact]
    public void A_name_that_is_a_secret_is_masked_before_it_becomes_a_label()
    {
        var lines = Parsed.All(
            "app.log",
            """{"msg":"signed in","name":"jane.doe@example.com"}""",
            """{"msg":"signed in","name":"bob\u002bx@openai.com"}""",
            """{"msg":"signed in","logger":"users","model":"sk-proj-Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8"}""");
        Assert.Equal(["[redacted]", "[redacted]", "users"], lines.Select(l => l.Category));
        Assert.Equal(["", "", "[redacted]"], lines.Select(l => l.Model));
        Assert.Equal(["", "", ""], lines.Select(l => l.Provider));
    }

    [Theory]
    [InlineData(Json)]
    [InlineData("""{"msg":"signed in","name":"jane.doe@example.com"}""")]
    [InlineData(Text)]
    [InlineData("""ts=2025-11-20T10:00:00Z level=info provider=groq msg="all good" prompt_tokens=3 completion_tokens=4 duration=1.5s""")]
    [InlineData("""{"level":30,"time":1763632800000,"msg":"caf\u00e9","usage":{"prompt_tokens":5,"completion_tokens":6},"provider":"gro\u0071"}""")]
    [InlineData("{ broken")]
    [InlineData("Nov 21 07:30:51 host sshd[12]: error: no")]
    public void Nothing_is_allocated_a_line(string line)
    {
        var parsed = new Parsed();
        var bytes = Encoding.UTF8.GetBytes(line);
        var batch = Parsed.BatchOf(new LogSource("app.log"), [.. Enumerable.Repeat(bytes, 1000)]);
        Assert.Equal(0, Allocations.LeastOf(() => parsed.Parse(batch)));
    }
}
