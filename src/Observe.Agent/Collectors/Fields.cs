using System.Buffers.Text;
using System.Text;

namespace Observe.Agent.Collectors;

/// <summary>A cursor over the fields of one line, which white space separates. What is malformed throws, naming the file.</summary>
internal ref struct Fields(ReadOnlySpan<byte> line, string path)
{
    private readonly ReadOnlySpan<byte> _line = line;

    public ReadOnlySpan<byte> Rest { get; private set; } = line;

    public bool TryNext(out ReadOnlySpan<byte> field)
    {
        var rest = Rest.TrimStart(" \t"u8);
        var end = rest.IndexOfAny((byte)' ', (byte)'\t');
        field = end < 0 ? rest : rest[..end];
        Rest = end < 0 ? default : rest[end..];
        return !field.IsEmpty;
    }

    public ReadOnlySpan<byte> Next() => TryNext(out var field) ? field : throw Malformed("too few fields");

    public void Skip(int count)
    {
        for (; count > 0; count--)
        {
            Next();
        }
    }

    /// <summary>A whole number that is not negative; what is beyond <see cref="long"/> counts as its end.</summary>
    public long NextNumber() => TryNumber(Next(), out var value) ? value : throw Malformed("no whole number");

    public double NextDouble()
    {
        var field = Next();
        return Utf8Parser.TryParse(field, out double value, out var used) && used == field.Length
            ? value
            : throw Malformed("no number");
    }

    public static bool TryNumber(ReadOnlySpan<byte> field, out long value)
    {
        var isNumber = Utf8Parser.TryParse(field, out ulong number, out var used) && used == field.Length;
        value = (long)Math.Min(number, long.MaxValue);
        return isNumber;
    }

    public readonly InvalidDataException Malformed(string what)
    {
        const int shown = 120;
        var start = Encoding.UTF8.GetString(_line.Length > shown ? _line[..shown] : _line);
        return new InvalidDataException($"{path}: {what} where expected in \"{start}\"");
    }

    /// <summary>The line from its start, for those who look at it as a whole.</summary>
    public readonly ReadOnlySpan<byte> Line => _line;

    /// <summary>The same line read from another place.</summary>
    public readonly Fields From(int start) => this with { Rest = _line[start..] };
}
