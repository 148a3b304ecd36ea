using System.Buffers.Binary;
using System.IO.Compression;

namespace Observe.Agent.Sources.Otlp;

/// <summary>Decompression that stops at the limit of what it writes into.</summary>
internal static class GzipBody
{
    /// <exception cref="RefusedException">It is no gzip, is cut off, or holds more than the limit.</exception>
    public static void Inflate(PooledBody compressed, PooledBody into)
    {
        try
        {
            using var gzip = new GZipStream(compressed.AsStream(), CompressionMode.Decompress);
            into.CopyAll(gzip);
            if (!IsWhole(compressed.Written.Span, into.Length))
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
    private static bool IsWhole(ReadOnlySpan<byte> gzip, int length) =>
        gzip.Length > sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(gzip[^sizeof(uint)..]) == (uint)length;
}
