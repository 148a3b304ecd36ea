using Observe.Agent.Parse.Json;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Wrappers;

/// <summary>What stands inside a line that a container runtime wrapped, to look at. Not thread-safe: the text is valid until the next one.</summary>
internal sealed class WrappedLine
{
    /// <summary>Of a longer content beginning and end are shown.</summary>
    private const int Shown = 4096;

    private readonly byte[] _text = new byte[Shown];

    /// <summary>True when the runtime cut the line that was looked at last; its rest is in the next one.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Finds out by the first line of a batch what the lines of its source are wrapped in.</summary>
    public static void Detect(LogBatch batch)
    {
        if (batch.Source.Wrapper != LogWrapper.None || batch.Count == 0)
        {
            return;
        }

        var line = batch.Head(batch.Records[0]);
        batch.Source.Wrapper = CriLine.TryRead(line, out _) ? LogWrapper.Cri : DockerLine.TryRead(line, out _) ? LogWrapper.Docker : LogWrapper.None;
    }

    /// <summary>The content of a line; the line itself when it is not wrapped.</summary>
    public ReadOnlySpan<byte> Of(LogWrapper wrapper, ReadOnlySpan<byte> line)
    {
        IsCut = false;
        if (wrapper == LogWrapper.Cri && CriLine.TryRead(line, out var cri))
        {
            IsCut = cri.IsCut;
            return line[cri.Start..];
        }

        if (wrapper != LogWrapper.Docker || !DockerLine.TryRead(line, out var docker))
        {
            return line;
        }

        IsCut = docker.IsCut(line);
        var content = line.Slice(docker.Start, docker.Length - (IsCut ? 0 : 2));
        if (content.Length <= Shown)
        {
            return _text.AsSpan(0, JsonText.Unescape(content, _text)).TrimEnd((byte)'\r');
        }

        var length = JsonText.Unescape(content[..(Shown / 2)], _text.AsSpan(0, Shown / 2));
        return _text.AsSpan(0, length + JsonText.Unescape(content[^(Shown / 2)..], _text.AsSpan(length)));
    }
}
