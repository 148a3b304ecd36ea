using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;

namespace Observe.Agent.Parse.Formats;

/// <summary>Which family of loggers a head of text comes from. Asked of a source's first lines alone.</summary>
internal static class TextLayouts
{
    private static readonly string[] PythonLevels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];
    private static readonly string[] JavaLevels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
    private static readonly string[] JavaUtilLevels = ["SEVERE", "WARNING", "INFO", "CONFIG", "FINE", "FINER", "FINEST"];

    public static bool IsPython(ReadOnlySpan<byte> head)
    {
        foreach (var level in PythonLevels)
        {
            var at = IndexOf(head, level);
            if (at < 0)
            {
                continue;
            }

            var before = head[..at];
            var behind = head[(at + level.Length)..];

            // LEVEL:name:text and uvicorn; "- LEVEL -" and loguru's bars; gunicorn, celery, airflow.
            if ((at == 0 && behind.StartsWith(":"u8))
                || (before.EndsWith(" - "u8) && behind.StartsWith(" - "u8))
                || (before.EndsWith(" | "u8) && behind.TrimStart((byte)' ').StartsWith("| "u8))
                || (head[0] == '[' && ((before.EndsWith("] ["u8) && behind.StartsWith("]"u8)) || (before.EndsWith(": "u8) && behind.StartsWith("/"u8))
                    || (before.EndsWith("} "u8) && behind.StartsWith(" - "u8)))))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsJava(ReadOnlySpan<byte> head)
    {
        if (JavaUtilHead.Is(head))
        {
            return true;
        }

        foreach (var level in JavaLevels)
        {
            var at = IndexOf(head, level);
            if (at <= 0 || head[at - 1] != ' ')
            {
                continue;
            }

            // Spring's "INFO 123 --- [", logback's "[main] INFO  a.b.C - text", log4j's "INFO  [main] a.b.C: text".
            var behind = head[(at + level.Length)..].TrimStart((byte)' ');
            var thread = behind is [(byte)'[', ..] ? behind.IndexOf("] "u8) : -1;
            var logger = thread > 0 ? behind[(thread + 2)..] : head[..at].TrimEnd((byte)' ') is [.., (byte)']'] ? behind : default;
            var end = logger.IndexOf((byte)' ');
            if (behind.IndexOf(" --- ["u8) is >= 0 and < 12 || (end > 0 && Words.IsName(logger[..end].TrimEnd((byte)':')) && logger[..end].Contains((byte)'.')))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>Nov 21 07:30:51 host program[123]: text</c>, with a priority or with an ISO time as well.</summary>
    public static bool IsSyslog(ReadOnlySpan<byte> head, Timestamps timestamps)
    {
        if (head is [(byte)'<', ..] && head[..Math.Min(head.Length, 5)].IndexOf((byte)'>') is > 1 and var close)
        {
            head = head[(close + 1)..];
        }

        if (!timestamps.TryRead(head, out _, out var length) || length >= head.Length || head[length] != ' ')
        {
            return false;
        }

        var rest = head[(length + 1)..];
        var host = rest.IndexOf((byte)' ');
        var colon = rest.IndexOf((byte)':');
        return host > 0 && colon > host + 1 && !rest[(host + 1)..colon].Contains((byte)' ') && Words.IsName(rest[..host])
            && !Words.IsUpper(rest[..host]) && head[..length].IndexOfAny((byte)',', (byte)'/') < 0;
    }

    /// <summary>The second line of a record of java.util.logging: <c>INFO: text</c>.</summary>
    public static bool IsJavaUtilMessage(ReadOnlySpan<byte> line)
    {
        foreach (var level in JavaUtilLevels)
        {
            if (IndexOf(line, level) == 0 && line[level.Length..].StartsWith(": "u8))
            {
                return true;
            }
        }

        return false;
    }

    private static int IndexOf(ReadOnlySpan<byte> head, string level)
    {
        Span<byte> word = stackalloc byte[16];
        var length = System.Text.Encoding.ASCII.GetBytes(level, word);
        return head[..Math.Min(head.Length, 160)].IndexOf(word[..length]);
    }
}
