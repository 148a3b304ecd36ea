using System.Text.Json;
using Observe.Agent.Forward.Destinations;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Forward.Destinations;

public sealed class LokiDestinationTests : IDisposable
{
    private readonly Shipped _shipped = new();

    public void Dispose() => _shipped.Dispose();

    [Fact]
    public async Task Entries_of_all_files_are_in_the_order_of_their_times_within_a_stream()
    {
        _shipped.Add("/b.log", (3000, LogLevel.Error, "groq", Shipped.Line("third")), (1000, LogLevel.Error, "groq", Shipped.Line("first")));
        _shipped.Add("/a.log", (2000, LogLevel.Error, "groq", Shipped.Line("second")), (2500, LogLevel.Warn, "", Shipped.Line("other stream")));
        var streams = await StreamsAsync();
        Assert.Equal(2, streams.Count);
        var errors = streams.Single(s => s.GetProperty("stream").GetProperty("level").GetString() == "error");
        Assert.Equal("""{"level":"error","provider":"groq","host":"box","job":"ai"}""", errors.GetProperty("stream").GetRawText());
        Assert.Equal(["first", "second", "third"], errors.GetProperty("values").EnumerateArray().Select(v => v[1].GetString()));
        Assert.Equal(["1000000001", "2000000000", "3000000000"], errors.GetProperty("values").EnumerateArray().Select(v => v[0].GetString()));
        Assert.Equal("""{"file":"/b.log","category":"router","model":"llama-3.3","pattern":"000000000abc"}""", errors.GetProperty("values")[0][2].GetRawText());
    }

    [Fact]
    public async Task Lines_of_one_millisecond_keep_their_order_and_lines_without_a_time_have_the_present()
    {
        _shipped.Add("/a.log", [.. Enumerable.Range(0, 50).Select(i => (0L, LogLevel.Info, "groq", Shipped.Line($"{i}")))]);
        var values = (await StreamsAsync()).Single().GetProperty("values").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), values.Select(v => v[1].GetString()));
        Assert.Equal(50, values.Select(v => v[0].GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal($"{Shipped.Now.ToUnixTimeMilliseconds()}000000", values[0][0].GetString());
    }

    [Fact]
    public async Task Whatever_bytes_a_line_has_the_request_is_well_formed()
    {
        byte[][] lines = [[0xff, 0xfe, 0x41], [0x00, 0x01, 0x1b], Shipped.Line("\"\\\u2028 \ud83d\ude00"), [0xed, 0xa0, 0x80], [0xc3]];
        _shipped.Add("/a \"b\".log", [.. lines.Select(l => (5000L, LogLevel.Info, "groq", l))]);
        var sent = (await StreamsAsync()).Single().GetProperty("values").EnumerateArray().Select(v => v[1].GetString()!).ToList();
        Assert.Equal(["\ufffd\ufffdA", "\0\u0001\u001b", "\"\\\u2028 \ud83d\ude00", "\ufffd\ufffd\ufffd", "\ufffd"], sent);
    }

    [Fact]
    public async Task A_line_too_long_loses_its_end_between_two_characters()
    {
        _shipped.Options.MaxLineBytes = 1024;
        _shipped.Add("/a.log", (5000, LogLevel.Info, "groq", Shipped.Line("x" + new string('é', 5000))));
        var line = (await StreamsAsync()).Single().GetProperty("values")[0][1].GetString();
        Assert.Equal("x" + new string('é', 511), line);
    }

    [Fact]
    public async Task Less_than_the_least_level_is_not_sent()
    {
        _shipped.Options.Level = LogLevel.Warn;
        _shipped.Add("/a.log", (1, LogLevel.Info, "", Shipped.Line("i")), (1, LogLevel.Unknown, "", Shipped.Line("u")), (1, LogLevel.Error, "", Shipped.Line("e")));
        Assert.Equal("e", (await StreamsAsync()).Single().GetProperty("values")[0][1].GetString());
    }

    [Theory]
    [InlineData("http://loki:3100", "http://loki:3100/loki/api/v1/push")]
    [InlineData("http://loki:3100/", "http://loki:3100/loki/api/v1/push")]
    [InlineData("https://proxy/tenant", "https://proxy/tenant/loki/api/v1/push")]
    [InlineData("http://loki:3100/loki/api/v1/push", "http://loki:3100/loki/api/v1/push")]
    public void The_path_is_added_where_it_is_missing(string endpoint, string address)
    {
        _shipped.Options.Endpoint = endpoint;
        Assert.Equal(new Uri(address), new LokiDestination(_shipped.Options, "box").Address);
    }

    private async Task<List<JsonElement>> StreamsAsync()
    {
        var (count, body) = await _shipped.EncodeAsync(new LokiDestination(_shipped.Options, "box"));
        using var json = JsonDocument.Parse(body);
        var streams = json.RootElement.Clone().GetProperty("streams").EnumerateArray().ToList();
        Assert.Equal(count, streams.Sum(s => s.GetProperty("values").GetArrayLength()));
        return streams;
    }
}
