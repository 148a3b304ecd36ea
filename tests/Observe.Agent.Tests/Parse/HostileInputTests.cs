using System.Text;
using Observe.Agent.Parse.Multiline;

namespace Observe.Agent.Tests.Parse;

/// <summary>Whatever stands in a log: no crash, and every line is in exactly one record.</summary>
public class HostileInputTests
{
    private static readonly string[] Lines =
    [
        string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000),
        string.Concat(Enumerable.Repeat("[", 10_000)),
        """{"level":"error","level":"info","level":"debug","msg":"twice","msg":"thrice"}""",
        """{"level":"error","msg":"\ud800 lone \udc00 \ud83d","provider":"\ud800"}""",
        """{"log":"\ud800\"level\":\n","stream":"stdout","time":"2025-11-20T10:00:00Z"}""",
        """{"log":"{\"log\":\"{\\\"log\\\":\\\"x\\\\n\\\"}\\n\"}\n","stream":"stdout","time":"2025-11-20T10:00:00Z"}""",
        """{"log":"never closed\""",
        """{"log":"x\n","stream":"stdout","time":""",
        "2025-11-20T10:00:00.123456789Z stdout P",
        "2025-11-20T10:00:00.123456789Z stdout P P P P",
        "2025-11-20T10:00:00.123456789Z stderr F ",
        "<999>1 - - - - - -", "<34>1 2025-11-20T10:00:00Z a b c d [x y=\"", "<34>1 2025-11-20T10:00:00Z a b c d [[[[[[[[", "<3>", "<3>a[", "<3>a[]",
        "E9999 99:99:99.999999 1 a:1] x", "E1120 10:00:00.5 1 a:1]", "E", "E1120", "11-20 10:00:00.000", "99-99 10:00:00.000 1 1 E a: b", "E/(", "E/x(1): ",
        "info: [", "info: a[0", "info: a[-]", "\e", "\e[", "\e[31", "\e]0;never ended", "\e[31mERROR\e[0m \e[", "[GIN] 2025/11/20 - 10:00:00 | | | |", "[GIN] ",
        "a b [20/Nov/2025:10:00:00 +0000] \"\\", "a b [20/Nov/2025:10:00:00 +0000] \"x\" 2", "[Thu Nov 20 10:00:00 2025] [", "[Thu Nov 20 10:00:00 2025] [x:y:z",
        "Nov 20, 2025 10:00:00 AM", "Nov 99, 9999 99:99:99 PM x y", "INFO: x", "__CURSOR=", "__CURSOR", "MESSAGE", "\u0001\u0002", "",
        "Traceback (most recent call last):", "  at", "\tat", "Caused by: ", "goroutine 1 [", "goroutine 1 [x]:", "panic: ", "Error", "Error:", "--- End of ", "}", "{", " ", "    ^",
        "data: {", "data: ", "[2025-11-20 10:00:00,000: ", "[2025-11-20 10:00:00,000: X/", "2025-11-20 10:00:00 {", "2025-11-20 10:00:00 INFO 1 --- [", "10:00:00", "[10:00:00]",
    ];

    [Fact]
    public void Every_line_is_in_one_record_whatever_it_says()
    {
        using var log = new FixtureLog();
        foreach (var line in Lines)
        {
            Assert.Equal(1, LinesIn(log.Read("one.log", Encoding.UTF8.GetBytes("text before\n" + line + "\n"))) - 1);
        }
    }

    [Fact]
    public void Any_mixture_in_any_pieces_loses_and_doubles_no_line()
    {
        var random = new Random(11);
        using var log = new FixtureLog();
        for (var round = 0; round < 150; round++)
        {
            using var content = new MemoryStream();
            content.Write("text first, so that nobody takes it for a binary file\n"u8);
            var lines = 1 + random.Next(60);
            for (var i = 1; i < lines; i++)
            {
                content.Write(Line(random));
                content.WriteByte((byte)'\n');
            }

            int[] pieces = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(1, 4000))];
            Assert.Equal(lines, LinesIn(log.Read("mixed.log", content.ToArray(), pieces)));
        }
    }

    [Fact]
    public void A_record_is_bounded_in_lines_and_in_bytes()
    {
        using var log = new FixtureLog();
        var lines = log.Read("many.log", Encoding.UTF8.GetBytes("head\n" + string.Concat(Enumerable.Repeat(" x\n", 4999))));
        Assert.Equal(5000, LinesIn(lines));
        Assert.Equal(5000 / RecordJoiner.MaxLines, lines.Count - 1);
        var bytes = log.Read("large.log", Encoding.UTF8.GetBytes("head\n" + string.Concat(Enumerable.Repeat(" " + new string('x', 9999) + "\n", 400))));
        Assert.Equal(401, LinesIn(bytes));
        Assert.Equal(4, bytes.Count - 1);
    }

    private static byte[] Line(Random random)
    {
        var line = Encoding.UTF8.GetBytes(Lines[random.Next(Lines.Length)]);
        if (random.Next(3) == 0 && line.Length > 0)
        {
            line[random.Next(line.Length)] = (byte)random.Next(128, 256);
        }

        return random.Next(4) == 0 ? line[..random.Next(line.Length + 1)] : line;
    }

    private static int LinesIn(List<string> read) => read.Skip(1).Sum(r => int.Parse(r[..r.IndexOf(' ', StringComparison.Ordinal)], null));
}
