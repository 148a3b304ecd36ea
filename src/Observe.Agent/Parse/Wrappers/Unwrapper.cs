using Observe.Agent.Parse.Json;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Wrappers;

/// <summary>
/// Takes what a container runtime put around lines off, in place: the content of a record's lines moves to the record's start,
/// what was cut becomes one line again. The runtime's time stays with the record for content that names none.
/// </summary>
internal sealed class Unwrapper(Timestamps timestamps)
{
    public void Unwrap(LogBatch batch, ref LogRecord record)
    {
        var text = batch.Bytes.AsSpan(record.Start, record.Length);
        var (read, written, head) = (0, 0, -1);
        var isCut = false;
        while (read < text.Length)
        {
            var end = text[read..].IndexOf((byte)'\n');
            var line = end < 0 ? text[read..] : text.Slice(read, end);
            if (read > 0 && !isCut)
            {
                head = head < 0 ? written : head;
                text[written++] = (byte)'\n';
            }

            written += Move(batch.Source.Wrapper, line.TrimEnd((byte)'\r'), text[written..], ref record, first: read == 0, out isCut);
            read = end < 0 ? text.Length : read + end + 1;
        }

        record.Length = written;
        record.HeadLength = head < 0 ? written : head;
    }

    /// <summary>Moves the content of one line, which is never longer than the line; gives its length.</summary>
    private int Move(LogWrapper wrapper, ReadOnlySpan<byte> line, Span<byte> to, ref LogRecord record, bool first, out bool isCut)
    {
        isCut = false;
        if (wrapper == LogWrapper.Cri && CriLine.TryRead(line, out var cri))
        {
            isCut = cri.IsCut;
            record.UnixMilliseconds = first ? timestamps.Read(line[..cri.TimeLength]) : record.UnixMilliseconds;
            line[cri.Start..].CopyTo(to);
            return line.Length - cri.Start;
        }

        if (wrapper == LogWrapper.Docker && DockerLine.TryRead(line, out var docker))
        {
            isCut = docker.IsCut(line);
            record.UnixMilliseconds = first ? timestamps.Read(line.Slice(docker.TimeStart, docker.TimeLength)) : record.UnixMilliseconds;
            var length = JsonText.Unescape(line.Slice(docker.Start, docker.Length - (isCut ? 0 : 2)), to);
            return length > 0 && to[length - 1] == '\r' ? length - 1 : length;
        }

        line.CopyTo(to);
        return line.Length;
    }
}
