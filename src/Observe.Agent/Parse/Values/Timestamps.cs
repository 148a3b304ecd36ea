using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Observe.Agent.Parse.Values;

/// <summary>
/// Reads times as log lines write them. Keeps the minute it read last, since neighbouring lines share it: not thread-safe.
/// A time without a zone is taken as UTC.
/// </summary>
internal sealed class Timestamps(TimeProvider clock)
{
    /// <summary>The length of the times that <see cref="TryRecall"/> reads.</summary>
    public const int RecalledLength = 23;

    private readonly NamedMonths _named = new(clock);
    private ulong _minuteFirst, _minuteLast;
    private long _minute;

    /// <summary>Reads a text that is a time and nothing else. 0 when it is none.</summary>
    public long Read(ReadOnlySpan<byte> text)
    {
        if (text.Length == RecalledLength + 1 && TryRecallMinute(text, (byte)'Z', out var recalled))
        {
            return recalled;
        }

        if (TryRead(text, out var milliseconds, out var length) && length == text.Length)
        {
            return milliseconds;
        }

        return Numbers.TryReadAll(text, out var number) ? Epochs.ToMilliseconds(number) : 0;
    }

    /// <summary>
    /// Reads <c>2025-11-20 10:11:12.345</c> with a space behind it when its minute is the one read last. What follows the space
    /// is not looked at, so it is for the caller to know that it is no zone.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRecall(ReadOnlySpan<byte> text, out long milliseconds) => TryRecallMinute(text, (byte)' ', out milliseconds);

    /// <param name="behind">The byte behind the time.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryRecallMinute(ReadOnlySpan<byte> text, byte behind, out long milliseconds)
    {
        milliseconds = 0;
        if (text.Length <= RecalledLength)
        {
            return false;
        }

        ref var b = ref MemoryMarshal.GetReference(text);
        if (Unsafe.ReadUnaligned<ulong>(ref b) != _minuteFirst || Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref b, 8)) != _minuteLast)
        {
            return false;
        }

        // ":00.000" and what is behind it, which leaves the values of the digits; a comma differs from a full stop in the bit that is taken out.
        var rest = (Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref b, 16)) & ~0x0000_0000_0200_0000UL) ^ (0x0030_3030_2C30_303AUL | ((ulong)behind << 56));

        // Overflows into the high bit of a byte that is above 9, or above 0 where no digit is due.
        if ((((rest + 0x7F76_7676_7F76_767FUL) | rest) & 0x8080_8080_8080_8080UL) != 0)
        {
            return false;
        }

        var seconds = ((uint)(rest >> 8) & 0xFF) * 10 + ((uint)(rest >> 16) & 0xFF);
        milliseconds = _minute + (seconds * 1000) + (((uint)(rest >> 32) & 0xFF) * 100) + (((uint)(rest >> 40) & 0xFF) * 10) + ((uint)(rest >> 48) & 0xFF);
        return seconds <= 60 && milliseconds is > 0 and <= Epochs.Latest;
    }

    /// <summary>Reads a time at the start of the text, and tells how many bytes it took.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long milliseconds, out int length)
    {
        milliseconds = 0;
        length = 0;
        if (text.Length < 15)
        {
            return false;
        }

        return (uint)(text[0] - '0') <= 9 && text[2] != '/' && text[2] != ' '
            ? TryReadIso(text, out milliseconds, out length)
            : _named.TryRead(text, out milliseconds, out length);
    }

    private bool TryReadIso(ReadOnlySpan<byte> text, out long milliseconds, out int length)
    {
        milliseconds = 0;
        length = 0;
        if (text.Length < 19)
        {
            return false;
        }

        ref var b = ref MemoryMarshal.GetReference(text);
        var first = Unsafe.ReadUnaligned<ulong>(ref b);
        var last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref b, 8));
        var at = 16;
        if (first != _minuteFirst || last != _minuteLast)
        {
            if (!TryReadMinute(text, out var minute, out at))
            {
                return false;
            }

            _minute = minute;
            (_minuteFirst, _minuteLast) = at == 16 ? (first, last) : (0, 0);
        }

        if (text[at] != ':' || !TwoDigits(text, at + 1, out var seconds) || seconds > 60)
        {
            return false;
        }

        at += 3;
        milliseconds = _minute + (seconds * 1000) + ReadFraction(text, ref at);
        milliseconds -= ReadZone(text, ref at) * 60_000L;
        length = at;
        return seconds <= 60 && milliseconds is > 0 and <= Epochs.Latest;
    }

    /// <summary><c>2025-11-20T10:11</c>, with <c>-</c>, <c>/</c> or <c>.</c> in the date and T, one or two spaces behind it.</summary>
    private static bool TryReadMinute(ReadOnlySpan<byte> text, out long minute, out int at)
    {
        minute = 0;
        at = 11;
        var separator = text[4];
        if (separator is not ((byte)'-' or (byte)'/' or (byte)'.') || text[7] != separator || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ' or (byte)'_'))
        {
            return false;
        }

        if (text[11] == ' ')
        {
            at++;
        }

        // Two spaces need a byte more than the 19 that were asked for.
        if (text.Length < at + 8 || text[at + 2] != ':'
            || !TwoDigits(text, 0, out var century) || !TwoDigits(text, 2, out var year) || !TwoDigits(text, 5, out var month)
            || !TwoDigits(text, 8, out var day) || !TwoDigits(text, at, out var hours) || !TwoDigits(text, at + 3, out var minutes))
        {
            return false;
        }

        at += 5;
        return Calendar.TryMinute((century * 100) + year, month, day, hours, minutes, out minute);
    }

    /// <summary>Milliseconds of <c>.123456</c> or <c>,123</c>.</summary>
    internal static int ReadFraction(ReadOnlySpan<byte> text, ref int at)
    {
        if (at + 1 >= text.Length || text[at] is not ((byte)'.' or (byte)',') || (uint)(text[at + 1] - '0') > 9)
        {
            return 0;
        }

        if (at + 4 < text.Length && (uint)(text[at + 4] - '0') > 9 && TwoDigits(text, at + 1, out var tens) && (uint)(text[at + 3] - '0') <= 9)
        {
            // Three digits, as most write them.
            at += 4;
            return (tens * 10) + text[at - 1] - '0';
        }

        var value = 0;
        var unit = 100;
        uint digit;
        for (at++; at < text.Length && (digit = (uint)(text[at] - '0')) <= 9; at++)
        {
            value += (int)digit * unit;
            unit /= 10;
        }

        return value;
    }

    /// <summary>Minutes east of UTC of <c>Z</c>, <c>+02:00</c>, <c>+0200</c>, <c>+02</c>, with a space before it or not; 0 without a zone.</summary>
    internal static int ReadZone(ReadOnlySpan<byte> text, ref int at)
    {
        if (at >= text.Length)
        {
            return 0;
        }

        var i = at;
        if (text[i] is (byte)'Z' or (byte)'z')
        {
            at++;
            return 0;
        }

        if (text[i] == ' ')
        {
            i++;
            if (text[i..].StartsWith("UTC"u8) || text[i..].StartsWith("GMT"u8))
            {
                at = i + 3;
                return 0;
            }
        }

        if (i >= text.Length || text[i] is not ((byte)'+' or (byte)'-') || !TwoDigits(text, i + 1, out var hours) || hours > 18)
        {
            return 0;
        }

        // Behind a space only the four-digit form is a zone: "10:11:12 -12 left" is none.
        var sign = text[i] == '-' ? -1 : 1;
        var spaced = i > at;
        var colon = i + 3 < text.Length && text[i + 3] == ':' ? 1 : 0;
        if (TwoDigits(text, i + 3 + colon, out var minutes) && minutes < 60)
        {
            at = i + 5 + colon;
            return sign * ((hours * 60) + minutes);
        }

        if (spaced)
        {
            return 0;
        }

        at = i + 3;
        return sign * hours * 60;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TwoDigits(ReadOnlySpan<byte> text, int at, out int value)
    {
        value = 0;
        if ((uint)(at + 1) >= (uint)text.Length)
        {
            return false;
        }

        var tens = (uint)(text[at] - '0');
        var ones = (uint)(text[at + 1] - '0');
        value = (int)((tens * 10) + ones);
        return tens <= 9 && ones <= 9;
    }
}
