using System.Text;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse;

public class ParserFuzzTests
{
    private static readonly string[] Seeds =
    [
        """{"timestamp":"2025-11-20T00:00:00.288Z","level":"info","provider":"kimi","message":"ok","usage":{"prompt_tokens":3},"latency_ms":1.5}""",
        "2025-11-20 00:00:00,288 INFO [ollama] user said hello tokens=3982 latency=1.216s model=llama3.2:3b",
        "ts=2025-11-20T10:00:00Z level=info msg=\"a \\\"b\\\"\" duration=2m3s",
        "Nov 21 07:30:51 host sshd(pam_unix)[12]: error: no such user",
        "<34>1 2003-10-11T22:14:15.003Z host su - ID47 - failed",
        "[Sun Dec 04 04:47:44 2005] [error] mod_jk child",
        "127.0.0.1 - - [20/Nov/2025:10:11:12 +0000] \"GET / HTTP/1.1\" 200 5",
        "update-alternatives 2025-06-24 14:36:53: run with --quiet",
        "WARNING:root:took=1h2m3.5s total_tokens=99999999999999999999",
    ];

    /// <summary>Whatever the bytes: no exception, every record kept, places inside the line, nothing negative.</summary>
    [Fact]
    public void No_bytes_make_the_parser_throw_or_leave_the_line()
    {
        var random = new Random(42);
        var parsed = new Parsed();
        for (var round = 0; round < 1500; round++)
        {
            var source = new LogSource("fuzz.log") { Format = (LogFormat)random.Next(4) };
            var lines = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Line(random)).ToArray();
            var batch = Parsed.BatchOf(source, lines);
            parsed.Parse(batch);
            Assert.Equal(lines.Length, batch.Count);
            foreach (ref readonly var record in batch.Records)
            {
                Assert.True(record.MessageLength == 0 || (record.MessageStart >= record.Start
                    && record.MessageStart + record.MessageLength <= record.Start + record.Length));
                Assert.True(record.InputTokens >= 0 && record.OutputTokens >= 0 && record.CacheReadTokens >= 0
                    && record.CacheWriteTokens >= 0 && record.ReasoningTokens >= 0);
                Assert.True(record.LatencyMicroseconds >= -1);
                Assert.InRange(record.UnixMilliseconds, 0, 253_402_300_799_999);
                Assert.True(Enum.IsDefined(record.Level) && Enum.IsDefined(record.Unparsed));
            }
        }
    }

    private static byte[] Line(Random random)
    {
        if (random.Next(6) == 0)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            return noise;
        }

        var bytes = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]);
        for (var edits = random.Next(6); edits > 0 && bytes.Length > 0; edits--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes = bytes[..at];
                    break;
                case 2:
                    bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
                    break;
                default:
                    bytes = [.. bytes[at..], .. bytes[..at]];
                    break;
            }
        }

        return bytes;
    }
}
