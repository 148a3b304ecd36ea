using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Tokens.Otlp;

/// <summary>Tells sets of attributes apart, whatever their order: not every SDK gives them in the same one each time.</summary>
internal static class AttributeHash
{
    public static UInt128 Of(OtlpAttributes attributes)
    {
        UInt128 sum = 0;
        foreach (var attribute in attributes)
        {
            sum += Of(attribute.Key) ^ UInt128.RotateLeft(Of(attribute.Value.Kind) + Of(attribute.Value), 1);
        }

        return sum;
    }

    public static UInt128 Of(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    public static string Text(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);

    private static UInt128 Of(OtlpValueKind kind) => (UInt128)(int)kind << 64;

    private static UInt128 Of(OtlpValue value)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, value.Int);
        return value.Bytes.IsEmpty ? Of(number) : Of(value.Bytes);
    }
}
