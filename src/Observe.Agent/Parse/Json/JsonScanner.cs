using System.Runtime.CompilerServices;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;

namespace Observe.Agent.Parse.Json;

/// <summary>
/// Reads one JSON object in one forward pass and hands known keys with their values on. Strict: accepts exactly what
/// System.Text.Json's reader accepts (no comments, no trailing commas, 64 levels), but throws nothing and allocates nothing.
/// What was read before a fault has been handed on.
/// </summary>
internal ref struct JsonScanner
{
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private SpecialBytes _specials;
    private int _at;

    private JsonScanner(ReadOnlySpan<byte> bytes, int start)
    {
        _bytes = bytes;
        _at = start;
        _specials = new SpecialBytes(bytes, start);
    }

    /// <summary>True when the bytes from <paramref name="start"/> to <paramref name="end"/> are one JSON object.</summary>
    public static bool TryRead(int start, int end, ref LineFields fields)
    {
        // Nothing behind the line may be looked at as JSON, but the vector unit may load it.
        var scanner = new JsonScanner(fields.Bytes, start);
        return scanner.Skip(end) == '{'
            && scanner.ReadRoot(end, ref fields)
            && scanner.Skip(end) < 0;
    }

    private bool ReadRoot(int end, ref LineFields fields)
    {
        _at++;
        if (Skip(end) == '}')
        {
            _at++;
            return true;
        }

        while (true)
        {
            if (!TryReadKey(end, out var start, out var length, out var escaped))
            {
                return false;
            }

            var key = escaped ? FindEscaped(start, length) : FieldNames.Root.Find(_bytes.Slice(start, length));
            if (!ReadValue(end, key, 1, ref fields) || !TryReadNext(end, (byte)'}', out var closed))
            {
                return false;
            }

            if (closed)
            {
                return true;
            }
        }
    }

    private bool ReadNested(int end, Scope scope, int depth, ref LineFields fields)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        _at++;
        if (Skip(end) == '}')
        {
            _at++;
            return true;
        }

        while (true)
        {
            if (!TryReadKey(end, out var start, out var length, out _))
            {
                return false;
            }

            var key = scope == Scope.Skip ? default : FieldNames.Find(scope, _bytes.Slice(start, length));
            if (!ReadValue(end, key, depth, ref fields) || !TryReadNext(end, (byte)'}', out var closed))
            {
                return false;
            }

            if (closed)
            {
                return true;
            }
        }
    }

    private bool ReadArray(int end, int depth, ref LineFields fields)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        _at++;
        if (Skip(end) == ']')
        {
            _at++;
            return true;
        }

        while (true)
        {
            if (Skip(end) < 0 || !ReadValue(end, default, depth, ref fields) || !TryReadNext(end, (byte)']', out var closed))
            {
                return false;
            }

            if (closed)
            {
                return true;
            }
        }
    }

    /// <summary>Reads <c>"key" :</c> and stands at the value.</summary>
    private bool TryReadKey(int end, out int start, out int length, out bool escaped)
    {
        start = length = 0;
        escaped = false;
        if (Skip(end) != '"' || !TryReadString(end, out start, out length, out escaped) || Skip(end) != ':')
        {
            return false;
        }

        _at++;
        return Skip(end) >= 0;
    }

    private bool ReadValue(int end, FieldKey key, int depth, ref LineFields fields)
    {
        var first = _bytes[_at];
        if (first == '"')
        {
            if (!TryReadString(end, out var start, out var length, out var escaped))
            {
                return false;
            }

            fields.GiveText(key, start, length, escaped);
            return true;
        }

        if (first == '-' || (uint)(first - '0') <= 9)
        {
            if (!Numbers.TryReadJson(_bytes[..end], ref _at, out var number))
            {
                return false;
            }

            fields.GiveNumber(key, number);
            return true;
        }

        return first switch
        {
            (byte)'{' => ReadNested(end, key.Scope, depth + 1, ref fields),
            (byte)'[' => ReadArray(end, depth + 1, ref fields),
            (byte)'t' => TryReadWord("true"u8, end),
            (byte)'f' => TryReadWord("false"u8, end),
            (byte)'n' => TryReadWord("null"u8, end),
            _ => false,
        };
    }

    private bool TryReadWord(ReadOnlySpan<byte> word, int end)
    {
        var found = _bytes[_at..end].StartsWith(word);
        _at += word.Length;
        return found;
    }

    /// <summary>Reads a string whose opening quote stands here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadString(int end, out int start, out int length, out bool escaped)
    {
        start = _at + 1;
        var stop = _specials.Next(start, end);
        escaped = false;
        if (stop < end && _bytes[stop] == '\\')
        {
            escaped = true;
            stop = PassEscapes(stop, end);
        }

        length = stop - start;
        _at = stop + 1;
        return stop < end && _bytes[stop] == '"';
    }

    /// <summary>From a backslash to the byte that ends the string, or to <paramref name="end"/> when an escape is none.</summary>
    private int PassEscapes(int at, int end)
    {
        while (at < end && _bytes[at] == '\\')
        {
            if (at + 1 >= end)
            {
                return end;
            }

            switch (_bytes[at + 1])
            {
                case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'n' or (byte)'t' or (byte)'r' or (byte)'b' or (byte)'f':
                    at += 2;
                    break;
                case (byte)'u' when at + 6 <= end && IsHex(_bytes.Slice(at + 2, 4)):
                    at += 6;
                    break;
                default:
                    return end;
            }

            at = _specials.Next(at, end);
        }

        return at;
    }

    /// <summary>Reads a comma, or the closing bracket of what is open.</summary>
    private bool TryReadNext(int end, byte close, out bool closed)
    {
        var next = Skip(end);
        closed = next == close;
        _at++;
        return closed || next == ',';
    }

    /// <summary>Passes white space, and returns the byte that stands there, or -1 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Skip(int end)
    {
        while (_at < end)
        {
            var next = _bytes[_at];
            if (next > ' ')
            {
                return next;
            }

            if (next is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return next;
            }

            _at++;
        }

        return -1;
    }

    private readonly FieldKey FindEscaped(int start, int length)
    {
        Span<byte> name = stackalloc byte[64];
        return FieldNames.Root.Find(name[..JsonText.Unescape(_bytes.Slice(start, length), name)]);
    }

    private static bool IsHex(ReadOnlySpan<byte> digits) =>
        char.IsAsciiHexDigit((char)digits[0]) && char.IsAsciiHexDigit((char)digits[1])
        && char.IsAsciiHexDigit((char)digits[2]) && char.IsAsciiHexDigit((char)digits[3]);
}
