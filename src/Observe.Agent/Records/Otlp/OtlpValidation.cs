using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Observe.Agent.Records.Otlp.Schema;
using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp;

/// <summary>
/// Looks through a whole request before anything of it is taken, so that one is taken as a whole or not at all, and so that the
/// views need not doubt what they read. Unknown fields are passed over. Text is not checked: what is no UTF-8 becomes
/// replacement characters when it is shown, for one broken byte in a log line should not cost a batch.
/// </summary>
internal static class OtlpValidation
{
    /// <summary>Messages within messages; requests have 6 levels, attributes nested as deep as Google's own readers allow the rest.</summary>
    public const int MaxDepth = 100;

    private const int MaxVarintLength = 10;
    private const int MaxFieldNumber = (1 << 29) - 1;

    /// <summary>Whether the bytes are a request of that signal, and if not, why.</summary>
    public static bool IsRequest(OtlpSignal signal, ReadOnlySpan<byte> bytes, out string fault)
    {
        var type = OtlpSchema.RequestOf(signal);
        var at = 0;
        var why = Check(bytes, ref at, bytes.Length, type, MaxDepth);
        fault = why switch
        {
            OtlpFault.None => "",
            OtlpFault.Truncated => $"a field reaches beyond its message, near byte {at}",
            OtlpFault.Number => $"a number is longer than ten bytes, near byte {at}",
            OtlpFault.WireType => $"a field has another wire type than OTLP gives it, near byte {at}",
            OtlpFault.Field => $"a field number is out of range, near byte {at}",
            OtlpFault.Group => $"a group, which OTLP has none of, near byte {at}",
            _ => $"messages are nested more than {MaxDepth} deep, near byte {at}",
        };
        if (why != OtlpFault.None)
        {
            fault = $"not an {type.Name}: {fault}";
        }

        return why == OtlpFault.None;
    }

    private static OtlpFault Check(ReadOnlySpan<byte> bytes, ref int at, int end, OtlpMessageType type, int depth)
    {
        if (depth == 0)
        {
            return OtlpFault.Depth;
        }

        var shapes = type.Shapes;
        while (at < end)
        {
            if (!TryVarint(bytes, ref at, end, out var tag))
            {
                return Short(at, end);
            }

            var number = tag >> 3;
            if (number - 1 >= MaxFieldNumber)
            {
                return OtlpFault.Field;
            }

            var shape = number < (ulong)shapes.Length ? shapes[number] : FieldShape.Unknown;
            var fault = (WireType)(tag & 7) switch
            {
                WireType.Bytes => CheckBytes(bytes, ref at, end, shape, type, (uint)number, depth),
                WireType.Fixed64 => Pass(ref at, end, sizeof(ulong), shape is FieldShape.Fixed64 or FieldShape.PackedFixed64 or FieldShape.Unknown),
                WireType.Varint => PassVarint(bytes, ref at, end, shape is FieldShape.Varint or FieldShape.PackedVarints or FieldShape.Unknown),
                WireType.Fixed32 => Pass(ref at, end, sizeof(uint), shape is FieldShape.Fixed32 or FieldShape.Unknown),
                (WireType)3 or (WireType)4 => OtlpFault.Group,
                _ => OtlpFault.WireType,
            };
            if (fault != OtlpFault.None)
            {
                return fault;
            }
        }

        return OtlpFault.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static OtlpFault CheckBytes(ReadOnlySpan<byte> bytes, ref int at, int end, FieldShape shape, OtlpMessageType type, uint number, int depth)
    {
        if (!TryVarint(bytes, ref at, end, out var length))
        {
            return Short(at, end);
        }

        if (length > (ulong)(end - at))
        {
            return OtlpFault.Truncated;
        }

        var last = at + (int)length;
        switch (shape)
        {
            case FieldShape.Bytes or FieldShape.Unknown:
                at = last;
                return OtlpFault.None;
            case FieldShape.Attribute when depth > 2 && IsShortText(bytes[at..last]):
                at = last;
                return OtlpFault.None;
            case FieldShape.Message or FieldShape.Attribute:
                return Check(bytes, ref at, last, type.MessageAt(number)!, depth - 1);
            case FieldShape.PackedFixed64:
                at = last;
                return length % sizeof(ulong) == 0 ? OtlpFault.None : OtlpFault.Truncated;
            case FieldShape.PackedVarints:
                return PassVarints(bytes, ref at, last);
            default:
                return OtlpFault.WireType;
        }
    }

    /// <summary>
    /// Whether it is a key with a text, in this order and each below 128 bytes with what is around it, as nearly every attribute
    /// is: looking at six bytes is a quarter of the work of going through its four fields. False settles nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsShortText(ReadOnlySpan<byte> attribute)
    {
        const byte first = (1 << 3) | (byte)WireType.Bytes;
        const byte second = (2 << 3) | (byte)WireType.Bytes;
        return attribute.Length is >= 6 and < 0x80
            && attribute[0] == first && attribute[1] + 6 <= attribute.Length
            && attribute[(attribute[1] + 2)..] is [second, var value, first, var text, ..] rest
            && value == rest.Length - 2 && text == rest.Length - 4;
    }

    private static OtlpFault PassVarints(ReadOnlySpan<byte> bytes, ref int at, int end)
    {
        while (end - at >= Vector256<byte>.Count)
        {
            // A run of ten bytes that are not the last of their number is no number; the loop below tells where.
            var open = Vector256.Create(bytes.Slice(at, Vector256<byte>.Count)).ExtractMostSignificantBits();
            var two = open & (open >> 1);
            var four = two & (two >> 2);
            var eight = four & (four >> 4);
            if ((eight & (two >> 8)) != 0)
            {
                break;
            }

            at += Vector256<byte>.Count - BitOperations.LeadingZeroCount(~open);
        }

        while (at < end)
        {
            if (!TryVarint(bytes, ref at, end, out _))
            {
                return Short(at, end);
            }
        }

        return OtlpFault.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static OtlpFault PassVarint(ReadOnlySpan<byte> bytes, ref int at, int end, bool expected) =>
        !expected ? OtlpFault.WireType
        : TryVarint(bytes, ref at, end, out _) ? OtlpFault.None
        : Short(at, end);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static OtlpFault Pass(ref int at, int end, int size, bool expected)
    {
        if (!expected)
        {
            return OtlpFault.WireType;
        }

        if (end - at < size)
        {
            return OtlpFault.Truncated;
        }

        at += size;
        return OtlpFault.None;
    }

    private static OtlpFault Short(int at, int end) => at < end ? OtlpFault.Number : OtlpFault.Truncated;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryVarint(ReadOnlySpan<byte> bytes, ref int at, int end, out ulong value)
    {
        if (at < end && bytes[at] is < 0x80 and var single)
        {
            at++;
            value = single;
            return true;
        }

        return TryLongVarint(bytes, ref at, end, out value);
    }

    /// <summary>On failure <paramref name="at"/> is the end when bytes are missing, and before it when there are too many.</summary>
    private static bool TryLongVarint(ReadOnlySpan<byte> bytes, ref int at, int end, out ulong value)
    {
        value = 0;
        var limit = Math.Min(end, at + MaxVarintLength);
        for (int i = at, shift = 0; i < limit; i++, shift += 7)
        {
            value |= (ulong)(bytes[i] & 0x7F) << shift;
            if (bytes[i] < 0x80)
            {
                at = i + 1;
                return true;
            }
        }

        at = limit == at + MaxVarintLength ? at : end;
        return false;
    }
}
