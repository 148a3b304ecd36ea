using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Observe.Agent.Forward.Disk;

/// <summary>How a frame stands in a file: length and checksum of what follows, four bytes each, little-endian.</summary>
internal static class Frame
{
    public const int HeaderBytes = 8;

    /// <summary>An OTLP request of the largest size that is taken, and some more.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    public static void WriteHeader(Span<byte> header, ReadOnlySpan<byte> content)
    {
        BinaryPrimitives.WriteInt32LittleEndian(header, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Checksum(content));
    }

    public static int Length(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt32LittleEndian(header);

    public static bool Matches(ReadOnlySpan<byte> header, ReadOnlySpan<byte> content) =>
        BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) == Checksum(content);

    /// <summary>CRC-32C.</summary>
    public static uint Checksum(ReadOnlySpan<byte> content)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(content))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var b in content[(content.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return crc;
    }
}
