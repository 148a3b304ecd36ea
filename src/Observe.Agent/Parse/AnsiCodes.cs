using Observe.Agent.Records;

namespace Observe.Agent.Parse;

/// <summary>The codes by which programs colour their lines for a terminal.</summary>
internal static class AnsiCodes
{
    public const byte Escape = 0x1b;

    private const byte Bell = 0x07;

    /// <summary>The length of the code that starts at a place where an escape stands; at least 1, so that nothing is read twice.</summary>
    public static int LengthAt(ReadOnlySpan<byte> text, int at)
    {
        if (at + 1 >= text.Length)
        {
            return 1;
        }

        switch (text[at + 1])
        {
            case (byte)'[':
                // Parameters and intermediates, then one byte that ends it; anything else cuts the code off there.
                var end = at + 2;
                while (end < text.Length && text[end] is >= 0x20 and <= 0x3f)
                {
                    end++;
                }

                return (end < text.Length && text[end] is >= 0x40 and <= 0x7e ? end + 1 : end) - at;
            case (byte)']':
                var stop = text[at..].IndexOfAny(Bell, (byte)'\n');
                return stop < 0 ? text.Length - at : text[at + stop] == Bell ? stop + 1 : stop;
            case >= 0x20 and < 0x7f:
                return 2;
            default:
                return 1;
        }
    }

    /// <summary>Takes the codes out of a record, in place; the record becomes shorter.</summary>
    public static void Strip(LogBatch batch, ref LogRecord record)
    {
        var text = batch.Bytes.AsSpan(record.Start, record.Length);
        var length = Strip(text);
        if (length < text.Length)
        {
            record.Length = length;
            record.HeadLength = text[..length].IndexOf((byte)'\n') is >= 0 and var head ? head : length;
        }
    }

    /// <summary>Takes the codes out of a text, in place; gives its new length.</summary>
    public static int Strip(Span<byte> text)
    {
        var read = text.IndexOf(Escape);
        if (read < 0)
        {
            return text.Length;
        }

        var written = read;
        while (read < text.Length)
        {
            read += LengthAt(text, read);
            var next = text[read..].IndexOf(Escape);
            var run = text.Slice(read, next < 0 ? text.Length - read : next);
            run.CopyTo(text[written..]);
            written += run.Length;
            read += run.Length;
        }

        return written;
    }
}
