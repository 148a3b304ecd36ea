using System.Buffers.Binary;

namespace Observe.Agent.Parse.Formats;

/// <summary>
/// The fields of a record of <c>journalctl -o export</c>, one after the other: <c>NAME=value</c> a line, or, where the value is no
/// plain text of one line, the name alone, then the value's length in eight bytes, the value, and a line end.
/// </summary>
internal ref struct JournalFields(ReadOnlySpan<byte> record)
{
    private const int LengthBytes = 8;
    private const int MaxValue = 1024 * 1024;

    private readonly ReadOnlySpan<byte> _record = record;
    private int _at;

    /// <summary>Whether the last value, or its length, ends behind the record: what follows belongs to it, whatever it looks like.</summary>
    public bool IsCut { get; private set; }

    public static bool Begin(ReadOnlySpan<byte> text) => text.StartsWith("__CURSOR="u8);

    /// <summary>Whether the value at the end of a record goes on behind it.</summary>
    public static bool EndWithinValue(ReadOnlySpan<byte> record)
    {
        var fields = new JournalFields(record);
        while (fields.TryNext(out _, out _, out _))
        {
        }

        return fields.IsCut;
    }

    public bool TryNext(out ReadOnlySpan<byte> name, out int start, out int length)
    {
        name = default;
        start = length = 0;
        if (_at >= _record.Length)
        {
            return false;
        }

        var end = LineEnd(_at);
        var line = _record[_at..end];
        var sign = line.IndexOf((byte)'=');
        name = sign < 0 ? line : line[..sign];
        start = sign < 0 ? end : _at + sign + 1;
        length = end - start;
        if (sign < 0 && IsName(line))
        {
            start = Math.Min(end + 1 + LengthBytes, _record.Length);
            IsCut = end + 1 + LengthBytes > _record.Length;
            end = IsCut ? start : ValueEnd(start);
            length = end - start;
        }

        _at = end + 1;
        return true;
    }

    private static bool IsName(ReadOnlySpan<byte> line)
    {
        foreach (var b in line)
        {
            if (!char.IsAsciiLetterUpper((char)b) && !char.IsAsciiDigit((char)b) && b != '_')
            {
                return false;
            }
        }

        return line.Length > 0;
    }

    private int ValueEnd(int start)
    {
        var length = BinaryPrimitives.ReadUInt64LittleEndian(_record[(start - LengthBytes)..]);
        IsCut = length <= MaxValue && (ulong)(_record.Length - start) < length;
        return length <= MaxValue && (IsCut || start + (int)length == _record.Length || _record[start + (int)length] == '\n')
            ? Math.Min(start + (int)length, _record.Length)
            : LineEnd(start);
    }

    private readonly int LineEnd(int at)
    {
        var length = _record[at..].IndexOf((byte)'\n');
        return length < 0 ? _record.Length : at + length;
    }
}
