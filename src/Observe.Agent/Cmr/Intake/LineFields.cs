using System.Buffers.Text;

namespace Observe.Agent.Cmr.Intake;

/// <summary>Numbers that a line names, as <c>key=1</c>, <c>key: 1</c> or <c>"key": 1</c>.</summary>
internal readonly ref struct LineFields(ReadOnlySpan<byte> line)
{
    /// <summary>A longer duration is none.</summary>
    private const double MaxSeconds = 86_400;

    private readonly ReadOnlySpan<byte> _line = line;

    /// <summary>A whole number from 0 to a million.</summary>
    public int? Integer(ReadOnlySpan<byte> key) =>
        Find(key) is { IsEmpty: false } value && Utf8Parser.TryParse(value, out int number, out _) && number is >= 0 and <= 1_000_000 ? number : null;

    public double? Ratio(ReadOnlySpan<byte> key) =>
        Find(key) is { IsEmpty: false } value && Utf8Parser.TryParse(value, out double number, out _) && number is >= 0 and <= 1 ? number : null;

    /// <summary>A duration with its unit (s, ms, us, ns) behind the number, or behind the key as in <c>key_ms</c>; seconds without one.</summary>
    public double? Seconds(ReadOnlySpan<byte> key)
    {
        Span<byte> inMilliseconds = stackalloc byte[key.Length + 3];
        key.CopyTo(inMilliseconds);
        "_ms"u8.CopyTo(inMilliseconds[key.Length..]);
        var value = Find(key);
        var unit = 1.0;
        if (value.IsEmpty)
        {
            value = Find(inMilliseconds);
            unit = 1e-3;
        }

        if (value.IsEmpty || !Utf8Parser.TryParse(value, out double number, out var length))
        {
            return null;
        }

        var rest = value[length..];
        unit = rest.StartsWith("ms"u8) ? 1e-3 : rest.StartsWith("us"u8) || rest.StartsWith("µs"u8) ? 1e-6 : rest.StartsWith("ns"u8) ? 1e-9 : unit;
        return number * unit is >= 0 and <= MaxSeconds and var seconds ? seconds : null;
    }

    /// <summary>What follows the key and its sign; empty without the key.</summary>
    private ReadOnlySpan<byte> Find(scoped ReadOnlySpan<byte> key)
    {
        for (var from = 0; _line[from..].IndexOf(key) is >= 0 and var at; from += at + key.Length)
        {
            var start = from + at;
            var rest = _line[(start + key.Length)..];
            if ((start == 0 || !IsOfName(_line[start - 1])) && (rest.IsEmpty || !IsOfName(rest[0])))
            {
                var value = rest.TrimStart("\"\\ "u8);
                if (!value.IsEmpty && value[0] is (byte)'=' or (byte)':')
                {
                    return value[1..].TrimStart("\"\\ "u8);
                }
            }
        }

        return default;
    }

    private static bool IsOfName(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'.';
}
