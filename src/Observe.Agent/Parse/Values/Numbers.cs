using System.Buffers.Text;

namespace Observe.Agent.Parse.Values;

/// <summary>Reads decimal numbers by the grammar of JSON, or a little more freely out of text.</summary>
internal static class Numbers
{
    /// <summary>Reads a JSON number at <paramref name="at"/> and moves behind it; false when it breaks the grammar.</summary>
    public static bool TryReadJson(ReadOnlySpan<byte> text, ref int at, out Number number)
    {
        var start = at;
        if (!TryRead(text, ref at, out number))
        {
            return false;
        }

        var digits = number.IsNegative ? start + 1 : start;
        if (text[digits] == '0' && digits + 1 < at && text[digits + 1] is >= (byte)'0' and <= (byte)'9')
        {
            return false;
        }

        // What TryRead leaves unread here is a broken number: "1.", "1e", "1e+".
        return (uint)at >= (uint)text.Length || text[at] is not ((byte)'.' or (byte)'e' or (byte)'E');
    }

    /// <summary>Reads a number whose whole text it is, spaces around it aside.</summary>
    public static bool TryReadAll(ReadOnlySpan<byte> text, out Number number)
    {
        text = text.Trim((byte)' ');
        var at = 0;
        return TryRead(text, ref at, out number) && at == text.Length;
    }

    /// <summary>Reads <c>-12.5e3</c> at <paramref name="at"/> as far as it is a number, and moves behind it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, ref int at, out Number number)
    {
        var i = at;
        var negative = (uint)i < (uint)text.Length && text[i] == '-';
        if (negative)
        {
            i++;
        }

        var digits = i;
        long whole = 0;
        uint digit;
        while ((uint)i < (uint)text.Length && (digit = (uint)(text[i] - '0')) <= 9)
        {
            whole = whole < Number.MaxWhole / 10 ? (whole * 10) + digit : Number.MaxWhole;
            i++;
        }

        number = default;
        if (i == digits)
        {
            return false;
        }

        var millionths = 0;
        if ((uint)i < (uint)text.Length && text[i] == '.')
        {
            millionths = ReadFraction(text, ref i);
        }

        number = new Number(whole, millionths, negative);
        if ((uint)i < (uint)text.Length && (text[i] | 0x20) == 'e')
        {
            ApplyExponent(text, at, ref i, ref number);
        }

        at = i;
        return true;
    }

    private static int ReadFraction(ReadOnlySpan<byte> text, ref int at)
    {
        var i = at + 1;
        var value = 0;
        var unit = 100_000;
        uint digit;
        while ((uint)i < (uint)text.Length && (digit = (uint)(text[i] - '0')) <= 9)
        {
            value += (int)digit * unit;
            unit /= 10;
            i++;
        }

        if (i > at + 1)
        {
            at = i;
        }

        return value;
    }

    private static void ApplyExponent(ReadOnlySpan<byte> text, int start, ref int at, ref Number number)
    {
        var i = at + 1;
        if ((uint)i < (uint)text.Length && text[i] is (byte)'+' or (byte)'-')
        {
            i++;
        }

        var digits = i;
        while ((uint)i < (uint)text.Length && (uint)(text[i] - '0') <= 9)
        {
            i++;
        }

        if (i == digits)
        {
            return;
        }

        var negative = number.IsNegative;
        number = Utf8Parser.TryParse(text[start..i], out double value, out _) && Math.Abs(value) < Number.MaxWhole
            ? FromDouble(Math.Abs(value), negative)
            : new Number(Number.MaxWhole, 0, negative);
        at = i;
    }

    private static Number FromDouble(double value, bool negative)
    {
        var whole = Math.Floor(value);
        return new Number((long)whole, (int)((value - whole) * 1_000_000), negative);
    }
}
