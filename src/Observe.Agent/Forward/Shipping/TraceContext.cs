using System.Buffers;

namespace Observe.Agent.Forward.Shipping;

/// <summary>
/// The trace that a line belongs to, where it names one: <c>trace_id</c>, <c>traceId</c>, <c>trace.id</c> … with 32
/// hexadecimal digits behind it, or a W3C <c>traceparent</c>.
/// </summary>
internal readonly ref struct TraceContext(ReadOnlySpan<byte> trace, ReadOnlySpan<byte> span)
{
    /// <summary>Quotes, separators and their escapes between a name and its value.</summary>
    private const int MaxBetween = 6;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);
    private static readonly SearchValues<byte> Between = SearchValues.Create("\"'\\:= \t"u8);

    public ReadOnlySpan<byte> Trace { get; } = trace;

    public ReadOnlySpan<byte> Span { get; } = span;

    public bool HasTrace => !Trace.IsEmpty;

    public bool HasSpan => !Span.IsEmpty;

    public static TraceContext Find(ReadOnlySpan<byte> line)
    {
        var rest = line;
        while (rest.IndexOf("race"u8) is >= 0 and var at)
        {
            rest = rest[(at + 4)..];
            if (rest.StartsWith("parent"u8) && Value(rest[6..], 55) is { IsEmpty: false } parent && IsParent(parent))
            {
                return new TraceContext(parent.Slice(3, 32), parent.Slice(36, 16));
            }

            if (IsId(rest, out var name) && Id(rest[name..], ShippedFrame.TraceIdLength) is { IsEmpty: false } id)
            {
                return new TraceContext(id, FindSpan(line));
            }
        }

        return default;
    }

    private static ReadOnlySpan<byte> FindSpan(ReadOnlySpan<byte> line)
    {
        while (line.IndexOf("pan"u8) is >= 0 and var at)
        {
            line = line[(at + 3)..];
            if (IsId(line, out var name) && Id(line[name..], ShippedFrame.SpanIdLength) is { IsEmpty: false } id)
            {
                return id;
            }
        }

        return default;
    }

    private static bool IsId(ReadOnlySpan<byte> text, out int length)
    {
        length = text is [(byte)'_' or (byte)'.' or (byte)'-', ..] ? 3 : 2;
        return text.Length > length && text[length - 2] is (byte)'i' or (byte)'I' && text[length - 1] is (byte)'d' or (byte)'D';
    }

    private static ReadOnlySpan<byte> Id(ReadOnlySpan<byte> text, int length)
    {
        var value = Value(text, length);
        return IsHex(value) ? value : default;
    }

    private static bool IsParent(ReadOnlySpan<byte> value) =>
        value.StartsWith("00-"u8) && value[35] == '-' && value[52] == '-' && IsHex(value.Slice(3, 32)) && IsHex(value.Slice(36, 16));

    /// <summary>An id is no id when it is all zeroes.</summary>
    private static bool IsHex(ReadOnlySpan<byte> value) =>
        !value.IsEmpty && !value.ContainsAnyExcept(HexDigits) && value.ContainsAnyExcept((byte)'0');

    /// <summary>The bytes behind what stands between a name and its value, when there are so many and no word goes on behind them.</summary>
    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, int length)
    {
        var start = text.IndexOfAnyExcept(Between);
        if (start is < 1 or > MaxBetween || text.Length - start < length)
        {
            return default;
        }

        var value = text.Slice(start, length);
        return text.Length > start + length && char.IsAsciiLetterOrDigit((char)text[start + length]) ? default : value;
    }
}
