using System.Buffers.Binary;
using System.IO.Compression;

namespace Observe.Agent.Sources.Otlp;

/// <summary>Decompression into a body of the length that gzip says it holds.</summary>
internal static class GzipBody
{
    private const long HighestRatio = 1032;
    private const string NotWhole = "it is cut off, or more than one member.";

    /// <summary>What gzip makes of so many bytes that it cannot compress: in a hurry it spends nine bits on each.</summary>
    public static int Longest(int bytes) => (int)Math.Min(bytes + (bytes / 8L) + 64, int.MaxValue);

    /// <exception cref="RefusedException">It is no gzip, is cut off, or holds more than the limit.</exception>
    public static void Inflate(PooledBody compressed, PooledBody into)
    {
        try
        {
            using var gzip = new GZipStream(compressed.AsStream(), CompressionMode.Decompress);
            if (!into.CopyExactly(gzip, LengthAtEnd(compressed.Written.Span)))
            {
                throw new InvalidDataException(NotWhole);
            }
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException(OtlpResult.Malformed, $"the body is not what gzip writes: {e.Message}");
        }
    }

    /// <summary>
    /// Gzip ends with the length of what is in it. It is believed as far as gzip can compress: so a bomb is known before it
    /// bursts, and a body that was cut off, which the runtime reads without a word, is found out.
    /// </summary>
    private static int LengthAtEnd(ReadOnlySpan<byte> gzip)
    {
        var length = gzip.Length > sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(gzip[^sizeof(uint)..]) : uint.MaxValue;
        return length <= gzip.Length * HighestRatio ? (int)Math.Min(length, int.MaxValue) : throw new InvalidDataException(NotWhole);
    }
}
