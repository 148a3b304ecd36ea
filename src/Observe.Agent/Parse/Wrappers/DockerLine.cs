namespace Observe.Agent.Parse.Wrappers;

/// <summary>
/// A line of Docker's json-file driver: <c>{"log":"…\n","stream":"stdout","time":"…"}</c>. Places are within the line; the
/// content has JSON escapes and, where the runtime did not cut the line, an escaped line end.
/// </summary>
internal readonly record struct DockerLine(int Start, int Length, int TimeStart, int TimeLength)
{
    private static ReadOnlySpan<byte> Key => "{\"log\":\""u8;

    private static ReadOnlySpan<byte> TimeKey => "\"time\":\""u8;

    public bool IsCut(ReadOnlySpan<byte> line) => !line.Slice(Start, Length).EndsWith("\\n"u8);

    public static bool TryRead(ReadOnlySpan<byte> line, out DockerLine read)
    {
        read = default;
        if (!line.StartsWith(Key))
        {
            return false;
        }

        var end = Key.Length;
        while (true)
        {
            var stop = line[end..].IndexOfAny((byte)'"', (byte)'\\');
            if (stop < 0)
            {
                return false;
            }

            end += stop;
            if (line[end] == '"')
            {
                break;
            }

            end += 2;
            if (end >= line.Length)
            {
                return false;
            }
        }

        // Not every object with such a key is Docker's: stream and time stand behind it.
        var rest = line[end..];
        var time = rest.LastIndexOf(TimeKey);
        if (time < 0 || rest.IndexOf("\"stream\":\"std"u8) < 0)
        {
            return false;
        }

        time += end + TimeKey.Length;
        var length = line[time..].IndexOf((byte)'"');
        read = new DockerLine(Key.Length, end - Key.Length, time, Math.Max(length, 0));
        return length > 0;
    }
}
