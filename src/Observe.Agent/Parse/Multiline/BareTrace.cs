using Observe.Agent.Parse.Fields;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Multiline;

/// <summary>
/// Reads a trace that no record of a logger stands above: an error, whose message is what was thrown. Python says that last,
/// everybody else first.
/// </summary>
internal static class BareTrace
{
    public static bool TryRead(in LogRecord record, ProviderClassifier providers, LineFields fields)
    {
        var bytes = fields.Bytes.AsSpan(0, record.Start + record.Length);
        var head = bytes.Slice(record.Start, record.HeadLength);
        var shape = LineShapes.Of(head);
        var (start, length) = (record.Start, record.HeadLength);
        switch (shape)
        {
            case LineShape.Traceback or LineShape.TracebackLink:
                FindLast(bytes, record, ref start, ref length);
                break;
            case LineShape.Exception or LineShape.Cause or LineShape.Panic or LineShape.Goroutine when record.Length > record.HeadLength:
                break;
            case LineShape.Head when FindThrown(bytes, record, ref start, ref length):
                break;
            default:
                return false;
        }

        fields.Level = shape == LineShape.Panic ? LogLevel.Fatal : LogLevel.Error;
        fields.Message.Offer(start, length, 1);
        var thrown = LineShapes.ExceptionName(bytes.Slice(start, length));
        fields.TagProvider = thrown.IsEmpty ? (ushort)0 : providers.Find(thrown);
        return true;
    }

    /// <summary>Whether a trace stands below the head of a record.</summary>
    public static bool IsBelow(in LogRecord record, byte[] buffer)
    {
        var bytes = buffer.AsSpan(0, record.Start + record.Length);
        for (var at = record.Start + record.HeadLength + 1; at < bytes.Length;)
        {
            var end = LineEnd(bytes, at);
            var line = bytes[at..end];
            if (LineShapes.Of(line) is LineShape.Traceback or LineShape.Exception or LineShape.Cause or LineShape.Goroutine
                || line.TrimStart(" \t"u8).StartsWith("at "u8))
            {
                return true;
            }

            at = end + 1;
        }

        return false;
    }

    /// <summary>The last line that is not indented: the exception. The head when the trace has none.</summary>
    private static void FindLast(ReadOnlySpan<byte> bytes, in LogRecord record, ref int start, ref int length)
    {
        for (var at = record.Start + record.HeadLength + 1; at < bytes.Length;)
        {
            var end = LineEnd(bytes, at);
            if (LineShapes.Of(bytes[at..end]) is LineShape.Head or LineShape.Exception)
            {
                (start, length) = (at, end - at);
            }

            at = end + 1;
        }
    }

    /// <summary>Node shows the source line that threw before it names the error.</summary>
    private static bool FindThrown(ReadOnlySpan<byte> bytes, in LogRecord record, ref int start, ref int length)
    {
        if (record.Length == record.HeadLength || bytes[record.Start] is not ((byte)'/' or (byte)'n' or (byte)'f'))
        {
            return false;
        }

        for (var at = record.Start + record.HeadLength + 1; at < bytes.Length;)
        {
            var end = LineEnd(bytes, at);
            if (LineShapes.Of(bytes[at..end]) is LineShape.Exception)
            {
                (start, length) = (at, end - at);
                return true;
            }

            at = end + 1;
        }

        return false;
    }

    private static int LineEnd(ReadOnlySpan<byte> bytes, int at)
    {
        var length = bytes[at..].IndexOf((byte)'\n');
        return length < 0 ? bytes.Length : at + length;
    }
}
