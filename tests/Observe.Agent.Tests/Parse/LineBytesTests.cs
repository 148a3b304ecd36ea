using System.Text;
using Observe.Agent.Parse;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail.Reading;

namespace Observe.Agent.Tests.Parse;

public sealed class LineBytesTests
{
    private const string Text = "ascii only, then an é and 日本語 and 🙂, and again nothing but ascii for longer than a block of bytes is wide";

    [Fact]
    public void Text_of_any_script_has_no_fault()
    {
        Assert.All(Reasons(Encoding.UTF8.GetBytes($"{Text}\nпривет, мир: всё это кириллица, слово за словом, и строка длинна\n{Text}\n")), r => Assert.Equal(UnparsedReason.None, r));
    }

    [Theory]
    [InlineData(0x00, UnparsedReason.Nul)]
    [InlineData(0xFF, UnparsedReason.InvalidUtf8)]
    [InlineData(0x80, UnparsedReason.InvalidUtf8)]
    [InlineData(0xE6, UnparsedReason.InvalidUtf8)]
    public void A_bad_byte_is_found_wherever_it_stands_and_in_its_line_alone(int bad, object reason)
    {
        for (var at = 0; at < 200; at++)
        {
            var line = new string('a', at) + '\u0001' + new string('b', 200 - at) + '\n';
            var bytes = Encoding.UTF8.GetBytes($"{Text}\n{line}{Text}\n");
            bytes[bytes.AsSpan().IndexOf((byte)1)] = (byte)bad;

            Assert.Equal([UnparsedReason.None, (UnparsedReason)reason, UnparsedReason.None], Reasons(bytes));
        }
    }

    [Fact]
    public void An_escape_is_found_wherever_it_stands()
    {
        for (var at = 0; at < 100; at++)
        {
            Assert.True(LineBytes.Check(Batch(Encoding.UTF8.GetBytes(new string('a', at) + '\u001b' + new string('b', 100 - at) + '\n'))));
        }

        Assert.False(LineBytes.Check(Batch(Encoding.UTF8.GetBytes(Text + "\n"))));
    }

    [Fact]
    public void A_line_ends_wherever_its_line_feed_stands()
    {
        for (var at = 0; at < 100; at++)
        {
            var batch = Batch(Encoding.UTF8.GetBytes($"{new string('a', at)}\n\n{new string('b', 100 - at)}\r\nc\n"));

            Assert.Equal([at, 0, 100 - at, 1], batch.Records.ToArray().Select(r => r.Length));
        }
    }

    private static UnparsedReason[] Reasons(byte[] bytes)
    {
        var batch = Batch(bytes);
        LineBytes.Check(batch);
        return [.. batch.Records.ToArray().Select(r => r.Unparsed)];
    }

    private static LogBatch Batch(byte[] bytes)
    {
        var batch = new LogBatch();
        bytes.CopyTo(batch.Bytes, 0);
        batch.ByteCount = bytes.Length;
        LineSplitter.Split(batch, 0, bytes.Length, LogBatch.DefaultCapacity);
        return batch;
    }
}
