using System.Globalization;
using System.Text.Json;

namespace Observe.Instrumentation.Delivery;

/// <summary>What the OTLP mapping to JSON writes its own way: 64-bit integers as strings, attributes as tagged values.</summary>
internal static class OtlpJson
{
    /// <summary>Longer texts are cut: one event must not fill a request.</summary>
    public const int MaxText = 16 * 1024;

    public static void WriteLong(this Utf8JsonWriter json, string name, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        json.WriteString(name, digits[..length]);
    }

    public static void WriteLongValue(this Utf8JsonWriter json, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        json.WriteStringValue(digits[..length]);
    }

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset time) =>
        json.WriteLong(name, (time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>JSON has no infinities; the mapping of protobuf writes them as strings.</summary>
    public static void WriteDouble(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteString(name, double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    public static void WriteText(this Utf8JsonWriter json, string name, string text) => json.WriteString(name, Cut(text));

    public static void WriteAttributes(this Utf8JsonWriter json, ReadOnlySpan<EventAttribute> attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var attribute in attributes)
        {
            json.WriteStartObject();
            json.WriteText("key", attribute.Key);
            json.WriteStartObject("value");
            switch (attribute.Kind)
            {
                case AttributeKind.Integer:
                    json.WriteLong("intValue", attribute.Integer);
                    break;
                case AttributeKind.Number:
                    json.WriteDouble("doubleValue", attribute.Number);
                    break;
                case AttributeKind.Boolean:
                    json.WriteBoolean("boolValue", attribute.Boolean);
                    break;
                default:
                    json.WriteText("stringValue", attribute.Text ?? "");
                    break;
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Never between the halves of a character.</summary>
    private static ReadOnlySpan<char> Cut(string text) =>
        text.Length <= MaxText ? text : text.AsSpan(0, char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText);
}
