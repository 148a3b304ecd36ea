using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Plain;

/// <summary>Whether a word in the head of a line is its level. How it is written decides: <c>error</c> in a sentence is none.</summary>
internal static class HeadLevel
{
    /// <summary>Level words that are believed in any case as the first word behind a time.</summary>
    private static readonly string[] Usual = ["trace", "debug", "info", "warn", "warning", "error", "fatal", "critical", "crit", "err"];

    /// <summary>Level words that also begin sentences or name programs; believed in capitals that are set apart only.</summary>
    private static readonly string[] Doubtful = ["config", "fine", "finer", "log", "success", "exception", "silly"];

    /// <summary>Levels of JSON loggers alone.</summary>
    private static readonly string[] Never = ["http", "ok", "note"];

    private static readonly FoldedTable<Known> Table = new(Levels.Words
        .Where(w => !Never.Contains(w.Key))
        .Select(w => KeyValuePair.Create(w.Key, new Known(w.Value, Usual.Contains(w.Key), Doubtful.Contains(w.Key)))));

    /// <summary>A word on its own: in capitals, or as the first one behind the time.</summary>
    public static LogLevel Bare(ReadOnlySpan<byte> word, bool firstBehindTime)
    {
        var known = Find(word);
        if (known.Level == LogLevel.Unknown || word.Length < 3 || known.IsDoubtful)
        {
            return LogLevel.Unknown;
        }

        return (known.IsUsual && firstBehindTime) || Words.IsUpper(word) ? known.Level : LogLevel.Unknown;
    }

    /// <summary>A word that brackets, a colon or bars set apart.</summary>
    public static LogLevel SetApart(ReadOnlySpan<byte> word)
    {
        var known = Find(word);
        return known.Level != LogLevel.Unknown && ((word.Length >= 3 && !known.IsDoubtful) || Words.IsUpper(word))
            ? known.Level
            : LogLevel.Unknown;
    }

    private static Known Find(ReadOnlySpan<byte> word) => word.Length is > 0 and <= Levels.LongestWord ? Table.Find(word) : default;

    private readonly record struct Known(LogLevel Level, bool IsUsual, bool IsDoubtful);
}
