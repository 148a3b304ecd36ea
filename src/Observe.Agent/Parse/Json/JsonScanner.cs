using System.Runtime.CompilerServices;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;

namespace Observe.Agent.Parse.Json;

/// <summary>
/// Reads one JSON object in one forward pass and hands known keys with their values on. Strict: accepts exactly what
/// System.Text.Json's reader accepts (no comments, no trailing commas, 64 levels), but throws nothing and allocates nothing.
/// What was read before a fault has been handed on. Methods take a place and return the place behind what they read, or
/// <see cref="Fault"/>: a place kept in a field would go through memory at every step.
/// </summary>
internal readonly ref struct JsonScanner
{
    private const int MaxDepth = 64;
    private const int Fault = -1;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly StringMarks _marks;

    private JsonScanner(ReadOnlySpan<byte> bytes, StringMarks marks)
    {
        _bytes = bytes;
        _marks = marks;
    }

    /// <summary>True when the bytes from <paramref name="start"/> to <paramref name="end"/>, which are marked, are one JSON object.</summary>
    public static bool TryRead(StringMarks marks, KeyMemory keys, int start, int end, LineFields fields)
    {
        var scanner = new JsonScanner(fields.Bytes.AsSpan(0, end), marks);
        var at = scanner.Skip(start);
        return at < end
            && scanner._bytes[at] == '{'
            && scanner.ReadRoot(at, keys, fields) is not Fault and var behind
            && scanner.Skip(behind) == end;
    }

    private int ReadRoot(int at, KeyMemory keys, LineFields fields)
    {
        var bytes = _bytes;
        var buffer = fields.Bytes;
        if (At(Skip(++at)) == '}')
        {
            return Skip(at) + 1;
        }

        for (var member = 0; ; member++)
        {
            if (keys.TryRecall(member, buffer, at, out var key, out var length, out var isText))
            {
                at += length;
                at = isText ? ReadText(at, key, fields) : ReadValue(At(at) > ' ' ? at : Skip(at), key, 1, fields);
            }
            else
            {
                at = ReadMember(at, member, keys, fields);
            }

            if ((uint)at >= (uint)bytes.Length)
            {
                return Fault;
            }

            if (bytes[at] == ',')
            {
                at++;
                continue;
            }

            at = Skip(at);
            switch (At(at++))
            {
                case '}':
                    return at;
                case ',':
                    continue;
                default:
                    return Fault;
            }
        }
    }

    /// <summary>Reads a member of the root object whose key is not the one that was expected, and expects it next time.</summary>
    private int ReadMember(int at, int member, KeyMemory keys, LineFields fields)
    {
        var value = ReadKey(at, out var start, out var length, out var escaped);
        if ((uint)value >= (uint)_bytes.Length)
        {
            return Fault;
        }

        var key = Find(Scope.Root, start, length, escaped);
        var isText = _bytes[value] == '"';
        keys.Remember(member, _bytes[at..(isText ? value + 1 : value)], key, isText);
        return ReadValue(value, key, 1, fields);
    }

    private int ReadNested(int at, Scope scope, int depth, LineFields fields)
    {
        if (depth > MaxDepth)
        {
            return Fault;
        }

        at = Skip(at + 1);
        if (At(at) == '}')
        {
            return at + 1;
        }

        while (true)
        {
            at = ReadKey(at, out var start, out var length, out var escaped);
            if ((uint)at >= (uint)_bytes.Length)
            {
                return Fault;
            }

            var key = scope == Scope.Skip ? default : Find(scope, start, length, escaped);
            at = ReadValue(at, key, depth, fields);
            if (at == Fault)
            {
                return Fault;
            }

            at = Skip(at);
            switch (At(at++))
            {
                case '}':
                    return at;
                case ',':
                    continue;
                default:
                    return Fault;
            }
        }
    }

    private int ReadArray(int at, int depth, LineFields fields)
    {
        if (depth > MaxDepth)
        {
            return Fault;
        }

        at = Skip(at + 1);
        if (At(at) == ']')
        {
            return at + 1;
        }

        while (true)
        {
            at = Skip(at);
            at = at < _bytes.Length ? ReadValue(at, default, depth, fields) : Fault;
            if (at == Fault)
            {
                return Fault;
            }

            at = Skip(at);
            switch (At(at++))
            {
                case ']':
                    return at;
                case ',':
                    continue;
                default:
                    return Fault;
            }
        }
    }

    /// <summary>Reads <c>"key" :</c>, and returns where the value starts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadKey(int at, out int start, out int length, out bool escaped)
    {
        if (At(at) != '"')
        {
            at = Skip(at);
            if (At(at) != '"')
            {
                start = length = 0;
                escaped = false;
                return Fault;
            }
        }

        start = at + 1;
        at = ReadString(start, out length, out escaped);
        if (At(at) != ':')
        {
            if (at == Fault)
            {
                return Fault;
            }

            at = Skip(at);
            if (At(at) != ':')
            {
                return Fault;
            }
        }

        return At(++at) > ' ' ? at : Skip(at);
    }

    /// <summary>Reads a string value from behind its opening quote.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadText(int start, FieldKey key, LineFields fields)
    {
        var end = ReadString(start, out var length, out var escaped);
        if (end != Fault)
        {
            fields.GiveText(key, start, length, escaped);
        }

        return end;
    }

    private int ReadValue(int at, FieldKey key, int depth, LineFields fields)
    {
        var first = At(at);
        if (first == '"')
        {
            return ReadText(at + 1, key, fields);
        }

        if (first == '-' || (uint)(first - '0') <= 9)
        {
            var end = Numbers.ReadJson(_bytes, at, out var number);
            if (end != Fault)
            {
                fields.GiveNumber(key, number);
            }

            return end;
        }

        return ReadOther(at, key, depth, fields);
    }

    private int ReadOther(int at, FieldKey key, int depth, LineFields fields) => At(at) switch
    {
        '{' => ReadNested(at, key.Scope, depth + 1, fields),
        '[' => ReadArray(at, depth + 1, fields),
        't' => ReadWord("true"u8, at),
        'f' => ReadWord("false"u8, at),
        'n' => ReadWord("null"u8, at),
        _ => Fault,
    };

    private int ReadWord(ReadOnlySpan<byte> word, int at) => _bytes[at..].StartsWith(word) ? at + word.Length : Fault;

    /// <summary>Reads a string from behind its opening quote, and returns the place behind the closing one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ReadString(int start, out int length, out bool escaped)
    {
        var stop = _marks.Next(start, _bytes.Length);
        escaped = false;
        if (At(stop) != '"')
        {
            stop = PassEscapes(stop);
            escaped = true;
        }

        length = stop - start;
        return stop == Fault ? Fault : stop + 1;
    }

    /// <summary>From a backslash to the quote that ends the string; a fault when an escape is none or the string does not end.</summary>
    private int PassEscapes(int at)
    {
        while (At(at) == '\\')
        {
            switch (At(at + 1))
            {
                case '"' or '\\' or '/' or 'n' or 't' or 'r' or 'b' or 'f':
                    at += 2;
                    break;
                case 'u' when IsHex(at + 2) && IsHex(at + 3) && IsHex(at + 4) && IsHex(at + 5):
                    at += 6;
                    break;
                default:
                    return Fault;
            }

            at = at < _bytes.Length ? _marks.Next(at, _bytes.Length) : at;
        }

        return At(at) == '"' ? at : Fault;
    }

    /// <summary>The place of the next byte that is no white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Skip(int at)
    {
        while (At(at) is ' ' or '\t' or '\r' or '\n')
        {
            at++;
        }

        return at;
    }

    /// <summary>The byte at a place, or -1 behind the end and for <see cref="Fault"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int At(int at) => (uint)at < (uint)_bytes.Length ? _bytes[at] : -1;

    private bool IsHex(int at) => At(at) is not -1 and var digit && char.IsAsciiHexDigit((char)digit);

    private FieldKey Find(Scope scope, int start, int length, bool escaped)
    {
        var name = _bytes.Slice(start, length);
        return escaped ? FindEscaped(scope, name) : FieldNames.Find(scope, name);
    }

    private static FieldKey FindEscaped(Scope scope, ReadOnlySpan<byte> raw)
    {
        Span<byte> name = stackalloc byte[64];
        return FieldNames.Find(scope, name[..JsonText.Unescape(raw, name)]);
    }
}
