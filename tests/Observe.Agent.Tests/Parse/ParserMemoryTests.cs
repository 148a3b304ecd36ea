using System.Text;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse;

/// <summary>What the parser remembers of earlier lines makes it faster and nothing else: a parser that never saw a line is the oracle.</summary>
public class ParserMemoryTests
{
    private static readonly string[] Plain =
    [
        "2025-11-20 00:00:00,288 INFO [ollama] user said hello tokens=3982 latency=1.216s model=llama3.2:3b request_id=d5dfff0f9d",
        "2025-11-20 00:00:00,288 WARN [groq] Failover to groq: rate limited tokens=12 latency=0.177s model=gpt-4o",
        "2025-11-20 00:00:01.904 ERROR [scheduler] Missing API key, giving up now tokens=5 status=500",
        "2025-11-20 00:00:00,101 DEBUG [main] org.apache.Server: slow answer from a peer tokens=5=6 latency=",
        "2025-11-20 00:00:59.999 INFO [IPC Server handler 1] org.apache.Server: slow, prompt_tokens=1,completion_tokens=2)",
        "2025-11-20 00:00:00,288 INFO [kimi] - then a dash tokens=1 model=\"a b\" latency=3ms tokens=9",
        "2025-11-20 00:00:00,288 INFO [kimi] worker - then a dash behind a name",
        "2025-11-20 00:00:00,288 INFO [1234] worker[12]: a process and its number behind the level",
        "2025-11-20 00:00:00.288 +0200 INFO [openai] with a zone that is not to be missed",
        "2025-11-20 00:00:61,288 INFO [openai] in a second that does not exist tokens=77",
        "<13>2025-11-20 00:00:00,288 NOTICE [router]  two spaces behind the tag tokens=4",
        "worker 2025-11-20 00:00:00,288: INFO [router] behind a label, model=x",
    ];

    private static readonly string[] Json =
    [
        """{"timestamp":"2025-11-20T00:00:00.288Z","level":"info","provider":"kimi","message":"ok","model":"k2","prompt_tokens":3,"latency_ms":1.5}""",
        """{"timestamp":"2025-11-20T00:00:00.300Z","level":"error","category":"router","message":"a \"b\"","usage":{"prompt_tokens":3,"completion_tokens":4}}""",
    ];

    [Fact]
    public void Lines_of_text_read_the_same_behind_any_other_lines() => ReadTheSame(Plain, LogFormat.PlainText);

    [Fact]
    public void Objects_read_the_same_behind_any_other_lines() => ReadTheSame(Json, LogFormat.JsonLines);

    private static void ReadTheSame(string[] seeds, LogFormat format)
    {
        var random = new Random(7);
        var warm = new Parsed();
        for (var round = 0; round < 150; round++)
        {
            // Untouched lines in between keep the memory warm; what stands behind a line in the buffer varies as well.
            byte[][] lines = [.. Enumerable.Range(0, 16).Select(i => Mutate(seeds[random.Next(seeds.Length)], i % 3 == 0 ? 0 : random.Next(3), random))];
            var read = warm.Read(Source(format), lines);
            for (var i = 0; i < lines.Length; i++)
            {
                var alone = new Parsed().Read(Source(format), lines[i])[0];
                Assert.True(Says(alone) == Says(read[i]), $"{Encoding.UTF8.GetString(lines[i])}\nalone: {Says(alone)}\nwarm:  {Says(read[i])}");
            }
        }
    }

    private static LogSource Source(LogFormat format) => new("app.log") { Format = format };

    private static string Says(Parsed.Line line) => string.Join(
        '|', line.Level, line.Unparsed, line.Provider, line.Category, line.Model, line.Time, line.Latency, line.Tokens, line.Record.TokensAreTotal,
        line.Record.MessageLength == 0 ? 0 : line.Record.MessageStart - line.Record.Start, line.Record.MessageLength);

    private static byte[] Mutate(string line, int edits, Random random)
    {
        const string bytes = " :]=[-+|,.\"0159AEIUGZaz_\t\\{";
        var text = new StringBuilder(line);
        for (; edits > 0 && text.Length > 0; edits--)
        {
            // The head is where most of what is remembered stands.
            var at = random.Next(random.Next(2) == 0 ? Math.Min(text.Length, 48) : text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Insert(at, bytes[random.Next(bytes.Length)]);
                    break;
                case 1:
                    text.Remove(at, 1);
                    break;
                case 2:
                    text.Length = Math.Max(at, 1);
                    break;
                default:
                    text[at] = bytes[random.Next(bytes.Length)];
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
