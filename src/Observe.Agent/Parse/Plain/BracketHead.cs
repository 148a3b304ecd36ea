using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Plain;

/// <summary>
/// Heads that stand in one pair of brackets: Celery's <c>[2025-11-20 10:11:12,123: INFO/MainProcess] text</c>, Rust's
/// <c>[2025-11-20T10:11:12Z INFO  my_crate] text</c>.
/// </summary>
internal readonly record struct BracketHead(long UnixMilliseconds, LogLevel Level, int NameStart, int NameLength, int Behind)
{
    public static bool TryRead(ReadOnlySpan<byte> line, int start, Timestamps timestamps, out BracketHead head)
    {
        head = default;
        if (start + 20 >= line.Length || line[start] != '[' || !timestamps.TryRead(line[(start + 1)..], out var milliseconds, out var length))
        {
            return false;
        }

        var at = start + 1 + length;
        var close = line[at..].IndexOf((byte)']');
        if (close < 3)
        {
            return false;
        }

        // Behind the time: ": LEVEL/process" or " LEVEL module".
        var rest = line.Slice(at, close);
        var colon = rest[0] == ':' ? 1 : 0;
        if (rest[colon] != ' ')
        {
            return false;
        }

        var word = rest[(colon + 1)..];
        var end = word.IndexOf(colon == 1 ? (byte)'/' : (byte)' ');
        var level = HeadLevel.SetApart(end < 0 ? word : word[..end]);
        if (level == LogLevel.Unknown)
        {
            return false;
        }

        // A process is no category; a module is.
        var name = colon == 1 || end < 0 ? default : word[end..].Trim((byte)' ');
        head = new BracketHead(milliseconds, level, at + close - name.Length, name.Length, Math.Min(at + close + 1, line.Length));
        return true;
    }
}
