namespace Observe.Agent.Parse.Multiline;

/// <summary>
/// PostgreSQL reports one event on several lines, each with the same prefix: the message, then <c>DETAIL</c>, <c>HINT</c>,
/// <c>STATEMENT</c>, which would else be records that say nothing by themselves.
/// </summary>
internal static class PostgresReport
{
    /// <summary>The prefix and the word stand at the beginning.</summary>
    private const int Looked = 256;

    /// <summary>Whether a line is written so, whichever of its lines it is.</summary>
    public static bool Is(ReadOnlySpan<byte> line) => Prefix(line, out var word) > 0 && (IsPart(word) || IsSeverity(word));

    /// <summary>Whether a line goes on with the event that the other one began.</summary>
    public static bool Continues(ReadOnlySpan<byte> line, ReadOnlySpan<byte> head) =>
        Prefix(line, out var word) is var prefix and > 0 && IsPart(word)
        && Prefix(head, out var severity) == prefix && IsSeverity(severity) && line[..prefix].SequenceEqual(head[..prefix]);

    /// <summary>The length of what stands before the word of a line; 0 when there is no such word.</summary>
    private static int Prefix(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> word)
    {
        word = default;
        var end = line[..Math.Min(line.Length, Looked)].IndexOf(":  "u8);
        if (end < 0)
        {
            return 0;
        }

        var prefix = line[..end].LastIndexOf((byte)' ') + 1;
        word = line[prefix..end];
        return prefix;
    }

    private static bool IsPart(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("STATEMENT"u8) || word.SequenceEqual("DETAIL"u8) || word.SequenceEqual("HINT"u8)
        || word.SequenceEqual("CONTEXT"u8) || word.SequenceEqual("QUERY"u8) || word.SequenceEqual("LOCATION"u8) || word.SequenceEqual("BACKTRACE"u8);

    private static bool IsSeverity(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("LOG"u8) || word.SequenceEqual("ERROR"u8) || word.SequenceEqual("FATAL"u8) || word.SequenceEqual("PANIC"u8)
        || word.SequenceEqual("WARNING"u8) || word.SequenceEqual("NOTICE"u8) || word.SequenceEqual("INFO"u8) || word.StartsWith("DEBUG"u8);
}
