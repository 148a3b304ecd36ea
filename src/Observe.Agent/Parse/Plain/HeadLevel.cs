using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Plain;

/// <summary>Whether a word in the head of a line is its level. How it is written decides: <c>error</c> in a sentence is none.</summary>
internal static class HeadLevel
{
    /// <summary>Level words that also begin sentences or name programs; believed in capitals that are set apart only.</summary>
    private static readonly FoldedTable<byte> Ambiguous = Set("config", "fine", "finer", "log", "success", "exception", "silly");

    /// <summary>Level words of JSON loggers that are no levels in text.</summary>
    private static readonly FoldedTable<byte> Never = Set("http", "ok", "note");

    /// <summary>Level words that are believed in any case as the first word behind a time.</summary>
    private static readonly FoldedTable<byte> Usual = Set("trace", "debug", "info", "warn", "warning", "error", "fatal", "critical", "crit", "err");

    /// <summary>A word on its own: in capitals, or as the first one behind the time.</summary>
    public static LogLevel Bare(ReadOnlySpan<byte> word, bool firstBehindTime)
    {
        if (word.Length < 3)
        {
            return LogLevel.Unknown;
        }

        var believed = Words.IsUpper(word) ? Ambiguous.Find(word) == 0 && Never.Find(word) == 0 : firstBehindTime && Usual.Find(word) != 0;
        return believed ? Levels.FromWord(word) : LogLevel.Unknown;
    }

    /// <summary>A word that brackets, a colon or bars set apart.</summary>
    public static LogLevel SetApart(ReadOnlySpan<byte> word)
    {
        var level = Levels.FromWord(word);
        return level != LogLevel.Unknown && Never.Find(word) == 0 && (Words.IsUpper(word) || (word.Length >= 3 && Ambiguous.Find(word) == 0))
            ? level
            : LogLevel.Unknown;
    }

    private static FoldedTable<byte> Set(params string[] words) => new(words.Select(w => KeyValuePair.Create(w, (byte)1)));
}
