using Observe.Agent.Records;

namespace Observe.Agent.Sources.FileTail;

/// <summary>Turns bytes that end with a line end into records; a carriage return before the line end is left out.</summary>
internal static class LineSplitter
{
    public static void Split(LogBatch batch, int start, int end, int maxLineBytes)
    {
        var bytes = batch.Bytes.AsSpan(0, end);
        while (start < end)
        {
            var length = bytes[start..].IndexOf((byte)'\n');
            if (length < 0)
            {
                length = end - start;
            }

            Add(batch, start, length, maxLineBytes);
            start += length + 1;
        }
    }

    public static void Add(LogBatch batch, int start, int length, int maxLineBytes)
    {
        if (length > maxLineBytes)
        {
            batch.Add(start, maxLineBytes, UnparsedReason.TooLong);
            return;
        }

        if (length > 0 && batch.Bytes[start + length - 1] == '\r')
        {
            length--;
        }

        batch.Add(start, length);
    }
}
