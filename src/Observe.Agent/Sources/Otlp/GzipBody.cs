using System.Buffers.Binary;
using System.IO.Compression;

namespace Observe.Agent.Sources.Otlp;

/// <summary>Decompression that stops at the limit of what it writes into.</summary>
internal static class GzipBody
{
    /// <summary>What gzip makes of so many bytes that it cannot compress: in a hurry it spends nine bits on each.</summary>
    public static int Longest(int bytes) => (int)Math.Min(bytes + (bytes / 8L) + 64, int.MaxValue);

    /// <exception cref="RefusedException">It is no gzip, is cut off, or holds more than the limit.</exception>
    public static void Inflate(PooledBody compressed, PooledBody into)
    {
        try
        {
            var length = LengthAtEnd(compressed.Written.Span);
            into.Expect(length);
            using var gzip = new GZipStream(compressed.AsStream(), CompressionMode.Decompress);
            into.CopyAll(gzip);
            if (into.Length != length)
            {
                throw new InvalidDataException("it is cut off, or more than one member.");
            }
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException(OtlpResult.Malformed, $"the body is not what gzip writes: {e.Message}");
        }
    }

    /// <summary>Gzip ends with the length of what is in it; the runtime reads what is cut off without a word.</summary>
    private static long LengthAtEnd(ReadOnlySpan<byte> gzip) => gzip.Length > sizeof(uint)
        ? BinaryPrimitives.ReadUInt32LittleEndian(gzip[^sizeof(uint)..])
        : throw new InvalidDataException("it is too short.");
}
