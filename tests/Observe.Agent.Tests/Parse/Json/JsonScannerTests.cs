using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Json;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse.Json;

public class JsonScannerTests
{
    private readonly StringMarks _marks = new();
    private readonly KeyMemory _keys = new();
    private readonly Timestamps _timestamps = new(TimeProvider.System);

    [Theory]
    [InlineData("{}")]
    [InlineData(" { } ")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":[1,2,{\"b\":[]}],\"c\":null,\"d\":true,\"e\":false}")]
    [InlineData("{\"a\" : -0.5e+10 , \"b\" : 0 }")]
    [InlineData("{\"\\u006cevel\":\"\\u0065rror\",\"x\":\"\\\\\\\"\\/\\b\\f\\n\\r\\t\"}")]
    [InlineData("{\"a\":{\"a\":{\"a\":{}}}}")]
    public void Valid_objects_are_accepted(string line) => Assert.True(AgreesWithOracle(line));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":[1,]}")]
    [InlineData("{,\"a\":1}")]
    [InlineData("{\"a\":1}}")]
    [InlineData("{\"a\":1} x")]
    [InlineData("{\"a\":1}{\"a\":1}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":-}")]
    [InlineData("{\"a\":-01}")]
    [InlineData("{\"a\":1.}")]
    [InlineData("{\"a\":1e}")]
    [InlineData("{\"a\":1e+}")]
    [InlineData("{\"a\":.5}")]
    [InlineData("{\"a\":+1}")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{\"a\":truex}")]
    [InlineData("{\"a\":\"\\x\"}")]
    [InlineData("{\"a\":\"\\u12G4\"}")]
    [InlineData("{\"a\":\"\\u12")]
    [InlineData("{\"a\":\"tab\there\"}")]
    [InlineData("{\"a\":\"open}")]
    [InlineData("{\"a\":\"open\\\"}")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":[}")]
    [InlineData("{\"a\":{]}")]
    [InlineData("{\"a\":1 \"b\":2}")]
    [InlineData("{\"a\":/**/1}")]
    public void Anything_else_is_refused(string line) => Assert.False(AgreesWithOracle(line));

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(10_000, false)]
    public void Depth_ends_where_the_reader_of_the_platform_ends_it(int inner, bool valid)
    {
        var arrays = "{\"a\":" + new string('[', inner) + new string(']', inner) + "}";
        Assert.Equal(valid, AgreesWithOracle(arrays));
        var objects = string.Concat(Enumerable.Repeat("{\"usage\":", inner)) + "{}" + new string('}', inner);
        Assert.Equal(valid, AgreesWithOracle(objects));
    }

    [Fact]
    public void A_line_is_read_alone_whatever_stands_around_it()
    {
        var bytes = Encoding.UTF8.GetBytes("\"}{\"level\":\"error\"},\"level\":\"fatal\"}");
        var fields = new LineFields(_timestamps);
        fields.Reset(bytes);
        _marks.Mark(bytes, 0, bytes.Length);
        Assert.True(JsonScanner.TryRead(_marks, _keys, 2, 19, fields));
        Assert.Equal(LogLevel.Error, fields.Level);
        Assert.False(JsonScanner.TryRead(_marks, _keys, 2, 18, fields));
    }

    [Fact]
    public void Random_lines_give_what_the_platform_reader_gives()
    {
        var lines = new RandomJson(20251120);
        for (var i = 0; i < 8_000; i++)
        {
            var line = lines.Next();
            Assert.True(AgreesWithOracle(line), line);
        }
    }

    [Fact]
    public void Mutated_lines_are_valid_exactly_when_the_platform_reader_says_so()
    {
        var random = new Random(7);
        var lines = new RandomJson(8);
        var valid = 0;
        for (var i = 0; i < 6_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(lines.Next());
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                bytes = Mutate(bytes, random);
            }

            valid += AgreesWithOracle(bytes) ? 1 : 0;
        }

        Assert.InRange(valid, 100, 5_900);
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        const string telling = "\"\\{}[],:0123456789.eE+-tfnu \t\r\n/x\u00e9";
        var at = random.Next(bytes.Length + 1);
        var inserted = Encoding.UTF8.GetBytes(telling)[random.Next(telling.Length)];
        return random.Next(5) switch
        {
            0 => bytes[..at],
            1 when at < bytes.Length => [.. bytes[..at], .. bytes[(at + 1)..]],
            2 => [.. bytes[..at], inserted, .. bytes[at..]],
            3 when at < bytes.Length => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
            _ when at < bytes.Length => [.. bytes[..at], inserted, .. bytes[(at + 1)..]],
            _ => bytes,
        };
    }

    private bool AgreesWithOracle(string line) => AgreesWithOracle(Encoding.UTF8.GetBytes(line));

    /// <summary>True when scanner and oracle both accept, after comparing all they found; fails when they differ.</summary>
    private bool AgreesWithOracle(byte[] line)
    {
        var fields = new LineFields(_timestamps);
        fields.Reset(line);
        _marks.Mark(line, 0, line.Length);
        var accepted = JsonScanner.TryRead(_marks, _keys, 0, line.Length, fields);
        Assert.True(JsonOracle.IsObject(line) == accepted, $"scanner {accepted}: {Encoding.UTF8.GetString(line)}");
        if (accepted && Utf8.IsValid(line))
        {
            var expected = new LineFields(_timestamps);
            expected.Reset(line);
            JsonOracle.Read(line, expected);
            Assert.Equal(Describe(expected), Describe(fields));
        }

        return accepted;
    }

    private static string Describe(LineFields fields)
    {
        var record = default(LogRecord);
        fields.Tokens.Write(ref record);
        var texts = new[] { fields.Message, fields.Provider, fields.Category, fields.Model }
            .Select(t => t.Strength == 0 ? "-" : $"{t.Start}+{t.Length}{(t.Escaped ? "\\" : "")}^{t.Strength}");
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', texts)} {fields.BestLevel} {fields.UnixMilliseconds} {fields.LatencyMicroseconds} ")
            + string.Create(CultureInfo.InvariantCulture, $"{record.InputTokens} {record.OutputTokens} {record.CacheReadTokens} {record.CacheWriteTokens} {record.ReasoningTokens} {record.TokensAreTotal}");
    }
}
