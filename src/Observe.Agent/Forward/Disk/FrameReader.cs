namespace Observe.Agent.Forward.Disk;

/// <summary>Fills a batch with the frames behind its end; what is damaged is told and passed over.</summary>
internal readonly ref struct FrameReader(Segments segments, QueueBatch batch, long published, Action damaged)
{
    /// <summary>Stops behind the end of a file, at what is published, and when the next frame would not fit.</summary>
    public void Fill(int bytes)
    {
        bytes = Math.Max(bytes, Frame.HeaderBytes);
        batch.Trim(bytes);
        if (segments.Holding(batch.End) is not { } file)
        {
            Skip(segments.First ?? published);
            return;
        }

        var end = Math.Min(file.Next ?? published, published);
        batch.Ensure(bytes);
        var read = Read(file.Start, batch.End, (int)Math.Min(bytes, end - batch.End));
        if (read < 0)
        {
            Skip(end);
            return;
        }

        var at = Take(read, end, out var needed);
        if (at == 0 && needed > read && batch.End + needed <= end)
        {
            batch.Ensure(needed);
            at = Take(Read(file.Start, batch.End, needed), end, out needed);
        }

        if (at == 0)
        {
            // A frame that is longer than what is there, or none at all: nothing behind it can be found any more.
            Skip(end);
        }
    }

    /// <summary>Takes whole frames; gives the bytes they are, and how many the next one needs when it was cut.</summary>
    private int Take(int read, long end, out int needed)
    {
        var at = 0;
        var from = batch.End;
        needed = 0;
        while (read - at >= Frame.HeaderBytes)
        {
            var header = batch.Bytes.AsSpan(at, Frame.HeaderBytes);
            var length = Frame.Length(header);
            if (length is <= 0 or > Frame.MaxBytes || from + at + Frame.HeaderBytes + length > end)
            {
                needed = int.MaxValue;
                break;
            }

            needed = Frame.HeaderBytes + length;
            if (read - at < needed)
            {
                break;
            }

            if (Frame.Matches(header, batch.Bytes.AsSpan(at + Frame.HeaderBytes, length)))
            {
                batch.Add(at + Frame.HeaderBytes, length);
            }
            else
            {
                damaged();
            }

            at += needed;
        }

        batch.End = from + at;
        return at;
    }

    private int Read(long start, long position, int length)
    {
        try
        {
            return segments.Read(start, position, batch.Bytes.AsSpan(0, length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }

    private void Skip(long to)
    {
        damaged();
        batch.End = to;
    }
}
