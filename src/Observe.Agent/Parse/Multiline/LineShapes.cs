using System.Runtime.CompilerServices;

namespace Observe.Agent.Parse.Multiline;

/// <summary>Tells the <see cref="LineShape"/> of a line by its first bytes, colour codes passed over.</summary>
internal static class LineShapes
{
    /// <summary>How long the name of an exception's class may be.</summary>
    private const int MaxClassName = 200;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LineShape Of(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            return LineShape.Empty;
        }

        // Most lines begin with the digits of a time or the brace of an object.
        var first = line[0];
        return char.IsAsciiDigit((char)first) ? LineShape.Head : Other(line, first);
    }

    /// <summary>A stack frame of Go that stands at the line's start: <c>main.(*T).Run(0xc000…)</c>.</summary>
    public static bool IsGoFrame(ReadOnlySpan<byte> line)
    {
        var bracket = line.IndexOf((byte)'(');
        return bracket > 0 && line[^1] == ')' && !line[..bracket].Contains((byte)' ');
    }

    /// <summary>The class name at the start of the line, empty when it begins with none that sounds like an exception's.</summary>
    public static ReadOnlySpan<byte> ExceptionName(ReadOnlySpan<byte> line)
    {
        var end = 0;
        while (end < line.Length && end < MaxClassName && (char.IsAsciiLetterOrDigit((char)line[end]) || line[end] is (byte)'_' or (byte)'.' or (byte)'$'))
        {
            end++;
        }

        var name = line[..end];
        var stands = end == line.Length || line[end..].StartsWith(": "u8) || line[end..].SequenceEqual(":"u8);
        return stands && (name.EndsWith("Error"u8) || name.EndsWith("Exception"u8) || name.EndsWith("Throwable"u8) || name.EndsWith("Interrupt"u8)
            || name.EndsWith("ExceptionGroup"u8))
            ? name
            : default;
    }

    private static LineShape Other(ReadOnlySpan<byte> line, byte first) => first switch
    {
        (byte)' ' or (byte)'\t' => line.TrimStart(" \t"u8).IsEmpty ? LineShape.White : LineShape.Indented,
        (byte)'{' => line.TrimEnd((byte)' ')[^1] == '}' ? LineShape.Object : LineShape.ObjectStart,
        (byte)'}' => line.Length <= 2 ? LineShape.ObjectEnd : LineShape.Head,
        (byte)'-' => line.StartsWith("--- End of "u8) ? LineShape.Cause : LineShape.Head,
        (byte)'[' => line.StartsWith("[signal "u8) ? LineShape.PanicDetail : LineShape.Head,
        AnsiCodes.Escape => AnsiCodes.LengthAt(line, 0) is > 1 and var length ? Of(line[length..]) : LineShape.Head,
        (byte)'_' => line.StartsWith("__CURSOR="u8) ? LineShape.ExportStart : LineShape.Head,
        _ => char.IsAsciiLetter((char)first) ? Word(line, first) : LineShape.Head,
    };

    private static LineShape Word(ReadOnlySpan<byte> line, byte first)
    {
        var shape = first switch
        {
            (byte)'T' when line.StartsWith("Traceback (most recent call last)"u8) => LineShape.Traceback,
            (byte)'T' when line.StartsWith("The above exception was the direct cause"u8) => LineShape.TracebackLink,
            (byte)'D' when line.StartsWith("During handling of the above exception"u8) => LineShape.TracebackLink,
            (byte)'C' when line.StartsWith("Caused by: "u8) => LineShape.Cause,
            (byte)'E' when line.StartsWith("Exception in thread "u8) => LineShape.Exception,
            (byte)'U' when line.StartsWith("Unhandled exception. "u8) => LineShape.Exception,
            (byte)'N' when line.StartsWith("Node.js v"u8) => LineShape.NodeVersion,
            (byte)'p' when line.StartsWith("panic: "u8) => LineShape.Panic,
            (byte)'f' when line.StartsWith("fatal error: "u8) => LineShape.Panic,
            (byte)'g' when line.StartsWith("goroutine "u8) && line.EndsWith("]:"u8) => LineShape.Goroutine,
            (byte)'c' when line.StartsWith("created by "u8) => LineShape.PanicDetail,
            (byte)'e' when line.StartsWith("exit status "u8) => LineShape.PanicDetail,
            _ => LineShape.Head,
        };
        return shape == LineShape.Head && !ExceptionName(line).IsEmpty ? LineShape.Exception : shape;
    }
}
