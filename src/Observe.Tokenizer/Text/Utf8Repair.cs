using System.Buffers;
using System.Text;

namespace Observe.Tokenizer.Text;

/// <summary>
/// Broken UTF-8 becomes valid as the WHATWG decoder and Python's <c>errors="replace"</c> do it: every longest start of a
/// sequence that cannot be finished is one U+FFFD, every other wrong byte one more.
/// </summary>
internal static class Utf8Repair
{
    /// <summary>A broken byte becomes three at most.</summary>
    public const int Growth = 3;

    private static ReadOnlySpan<byte> Replacement => [0xEF, 0xBF, 0xBD];

    /// <summary>Writes the text repaired.</summary>
    /// <param name="source">Any bytes.</param>
    /// <param name="target">At least <see cref="Growth"/> times as long.</param>
    /// <param name="final">False when more bytes follow: then an unfinished sequence at the end is left for them.</param>
    /// <param name="consumed">How many bytes of the source were used.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<byte> source, Span<byte> target, bool final, out int consumed)
    {
        var read = 0;
        var written = 0;
        while (read < source.Length)
        {
            var status = Rune.DecodeFromUtf8(source[read..], out _, out var length);
            if (status == OperationStatus.NeedMoreData && !final)
            {
                break;
            }

            var valid = status == OperationStatus.Done ? source.Slice(read, length) : Replacement;
            valid.CopyTo(target[written..]);
            written += valid.Length;
            read += length;
        }

        consumed = read;
        return written;
    }

    /// <summary>How many bytes at the end are a sequence that further bytes may finish: 0 to 3.</summary>
    public static int UnfinishedTail(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var value = text[^back];
            if (value is >= 0x80 and < 0xC0)
            {
                continue;
            }

            return value >= 0xC0 && Rune.DecodeFromUtf8(text[^back..], out _, out _) == OperationStatus.NeedMoreData ? back : 0;
        }

        return 0;
    }
}
