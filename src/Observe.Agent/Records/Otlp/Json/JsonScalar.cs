using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Observe.Agent.Records.Otlp.Schema;
using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Json;

/// <summary>Single values of OTLP's JSON, written as protobuf.</summary>
internal static class JsonScalar
{
    private const int MaxNumberText = 64;
    private const int MaxIdText = 64;

    public static void Write(ref Utf8JsonReader json, OtlpField field, ProtoWriter writer)
    {
        switch (field.Kind)
        {
            case OtlpFieldKind.Text:
                Text(ref json, field, writer);
                break;
            case OtlpFieldKind.Bytes:
                Base64Bytes(ref json, field, writer);
                break;
            case OtlpFieldKind.Id:
                Id(ref json, field, writer);
                break;
            case OtlpFieldKind.FixedUInt:
                writer.Fixed32(field.Number, (uint)Integer(ref json, field, 0, uint.MaxValue));
                break;
            default:
                writer.Tag(field.Number, field.Wire);
                WriteBare(ref json, field, writer);
                break;
        }
    }

    /// <summary>Writes a number without its tag.</summary>
    public static void WriteBare(ref Utf8JsonReader json, OtlpField field, ProtoWriter writer)
    {
        switch (field.Kind)
        {
            case OtlpFieldKind.Bool:
                writer.BareVarint(json.TokenType switch
                {
                    JsonTokenType.True => 1UL,
                    JsonTokenType.False => 0UL,
                    _ => throw Wrong(json, field, "true or false"),
                });
                break;
            case OtlpFieldKind.Number:
                writer.BareFixed64(BitConverter.DoubleToUInt64Bits(Number(ref json, field)));
                break;
            case OtlpFieldKind.Enumeration when json.TokenType != JsonTokenType.Number:
                throw Wrong(json, field, "an integer, the only form of an enum in OTLP");
            case OtlpFieldKind.ZigZag:
                var signed = (long)Integer(ref json, field, int.MinValue, int.MaxValue);
                writer.BareVarint((ulong)((signed << 1) ^ (signed >> 63)));
                break;
            case OtlpFieldKind.Int or OtlpFieldKind.Enumeration:
                writer.BareVarint(unchecked((ulong)(long)Integer(ref json, field, int.MinValue, int.MaxValue)));
                break;
            case OtlpFieldKind.UInt:
                writer.BareVarint((ulong)Integer(ref json, field, 0, uint.MaxValue));
                break;
            case OtlpFieldKind.Long:
                writer.BareVarint(unchecked((ulong)(long)Integer(ref json, field, long.MinValue, long.MaxValue)));
                break;
            case OtlpFieldKind.ULong:
                writer.BareVarint((ulong)Integer(ref json, field, 0, ulong.MaxValue));
                break;
            case OtlpFieldKind.FixedLong:
                writer.BareFixed64(unchecked((ulong)(long)Integer(ref json, field, long.MinValue, long.MaxValue)));
                break;
            default:
                writer.BareFixed64((ulong)Integer(ref json, field, 0, ulong.MaxValue));
                break;
        }
    }

    private static void Text(ref Utf8JsonReader json, OtlpField field, ProtoWriter writer)
    {
        var start = writer.Begin(field.Number);
        writer.GiveBack(CopyText(ref json, field, writer.Take(json.ValueSpan.Length)));
        writer.End(start);
    }

    /// <summary>With or without padding, in either alphabet, as protobuf's mapping takes it.</summary>
    private static void Base64Bytes(ref Utf8JsonReader json, OtlpField field, ProtoWriter writer)
    {
        var start = writer.Begin(field.Number);
        var room = writer.Take(json.ValueSpan.Length + 3);
        var unused = 3 + CopyText(ref json, field, room[..^3]);
        var text = room[..^unused];
        text.Replace((byte)'-', (byte)'+');
        text.Replace((byte)'_', (byte)'/');
        var padding = -text.Length & 3;
        room.Slice(text.Length, padding).Fill((byte)'=');
        if (Base64.DecodeFromUtf8InPlace(room[..(text.Length + padding)], out var length) != OperationStatus.Done)
        {
            throw Wrong(json, field, "base64");
        }

        writer.GiveBack(room.Length - length);
        writer.End(start);
    }

    private static void Id(ref Utf8JsonReader json, OtlpField field, ProtoWriter writer)
    {
        Span<byte> text = stackalloc byte[MaxIdText];
        Span<byte> id = stackalloc byte[MaxIdText / 2];
        if (json.ValueSpan.Length > text.Length)
        {
            throw Wrong(json, field, "an id");
        }

        var length = text.Length - CopyText(ref json, field, text);
        if (Convert.FromHexString(text[..length], id, out _, out var written) != OperationStatus.Done)
        {
            throw Wrong(json, field, "hexadecimal");
        }

        writer.Bytes(field.Number, id[..written]);
    }

    private static double Number(ref Utf8JsonReader json, OtlpField field)
    {
        if (json.TokenType == JsonTokenType.Number)
        {
            return json.GetDouble();
        }

        Span<byte> number = stackalloc byte[MaxNumberText];
        number = number[..CopyNumber(ref json, field, number)];
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(json, field, "a number");
    }

    /// <summary>An integer, as a number or in quotes; <c>1.0</c> and <c>1e3</c> are integers too.</summary>
    private static Int128 Integer(ref Utf8JsonReader json, OtlpField field, Int128 least, Int128 most)
    {
        Span<byte> number = stackalloc byte[MaxNumberText];
        number = number[..CopyNumber(ref json, field, number)];
        if (!Int128.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) || real != Math.Floor(real) || Math.Abs(real) > 1e30)
            {
                throw Wrong(json, field, "an integer");
            }

            value = (Int128)real;
        }

        return value >= least && value <= most ? value : throw Wrong(json, field, $"between {least} and {most}");
    }

    /// <summary>Copies the digits of a number, in quotes or not, and says how many they are.</summary>
    private static int CopyNumber(ref Utf8JsonReader json, OtlpField field, scoped Span<byte> room)
    {
        if (json.TokenType is not (JsonTokenType.Number or JsonTokenType.String) || json.ValueSpan.Length > room.Length)
        {
            throw Wrong(json, field, "a number");
        }

        if (json.TokenType == JsonTokenType.String)
        {
            return room.Length - CopyText(ref json, field, room);
        }

        json.ValueSpan.CopyTo(room);
        return json.ValueSpan.Length;
    }

    /// <summary>Copies a string, unescaped.</summary>
    /// <returns>How many bytes of the room are left over.</returns>
    private static int CopyText(ref Utf8JsonReader json, OtlpField field, scoped Span<byte> room)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            throw Wrong(json, field, "a string");
        }

        try
        {
            return room.Length - json.CopyString(room);
        }
        catch (InvalidOperationException)
        {
            throw Wrong(json, field, "valid UTF-8");
        }
    }

    private static JsonException Wrong(in Utf8JsonReader json, OtlpField field, string wanted) =>
        new($"{Encoding.UTF8.GetString(field.JsonName)} at byte {json.TokenStartIndex} is not {wanted}");
}
