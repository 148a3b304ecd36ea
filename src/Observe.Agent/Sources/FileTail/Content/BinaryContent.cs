using System.Text;

namespace Observe.Agent.Sources.FileTail.Content;

/// <summary>Tells from the beginning of a file whether it is text. A log with a few stray bytes is text; its lines are judged one by one.</summary>
internal static class BinaryContent
{
    private const int SampleBytes = 4096;

    /// <summary>The share of bytes that no text has, from which on the whole file is taken for binary.</summary>
    private const double Threshold = 0.3;

    /// <summary>First bytes of gzip, zstd, xz, ELF, PNG, zip, SQLite, systemd's journal and UTF-16 text.</summary>
    private static readonly byte[][] Magics =
    [
        [0x1f, 0x8b], [0x28, 0xb5, 0x2f, 0xfd], [0xfd, .. "7zXZ"u8], [0x7f, .. "ELF"u8], [0x89, .. "PNG"u8], [.. "PK\x3\x4"u8],
        [.. "SQLite format 3"u8], [.. "LPKSHHRH"u8], [0xff, 0xfe], [0xfe, 0xff],
    ];

    public static bool Is(ReadOnlySpan<byte> beginning)
    {
        foreach (var magic in Magics)
        {
            if (beginning.StartsWith(magic))
            {
                // Two bytes alone prove nothing when a broken line happens to begin with them.
                return magic.Length > 2 || beginning.Length > 16;
            }
        }

        var sample = beginning[..Math.Min(beginning.Length, SampleBytes)];
        var strange = 0;
        var rest = sample;
        while (!rest.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(rest, out var rune, out var length);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
            {
                break;
            }

            // Escape starts colour codes; the rest below space is no text.
            if (status == System.Buffers.OperationStatus.InvalidData || (rune.Value < ' ' && rune.Value is not ('\t' or '\n' or '\r' or '\f' or 0x1b)))
            {
                strange += length;
            }

            rest = rest[length..];
        }

        return strange > sample.Length * Threshold;
    }
}
