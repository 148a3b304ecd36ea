using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Plain;

/// <summary>Whether a word in the head of a line is its level. How it is written decides: <c>error</c> in a sentence is none.</summary>
internal static class HeadLevel
{
    private static readonly FoldedTable<Trust> Trusted = new(new (Trust Trust, string[] Words)[]
    {
        // Believed in any case as the first word behind a time.
        (Trust.Usual, ["trace", "debug", "info", "warn", "warning", "error", "fatal", "critical", "crit", "err"]),

        // Also begin sentences or name programs.
        (Trust.CapitalsSetApart, ["config", "fine", "finer", "log", "success", "exception", "silly"]),

        // Levels of JSON loggers alone.
        (Trust.Never, ["http", "ok", "note"]),
    }.SelectMany(t => t.Words, (t, word) => KeyValuePair.Create(word, t.Trust)));

    private enum Trust : byte
    {
        Normal,
        Usual,
        CapitalsSetApart,
        Never,
    }

    /// <summary>A word on its own: in capitals, or as the first one behind the time.</summary>
    public static LogLevel Bare(ReadOnlySpan<byte> word, bool firstBehindTime)
    {
        var level = Levels.FromWord(word);
        if (level == LogLevel.Unknown || word.Length < 3)
        {
            return LogLevel.Unknown;
        }

        var trust = Trusted.Find(word);
        var believed = (trust <= Trust.Usual && Words.IsUpper(word)) || (trust == Trust.Usual && firstBehindTime);
        return believed ? level : LogLevel.Unknown;
    }

    /// <summary>A word that brackets, a colon or bars set apart.</summary>
    public static LogLevel SetApart(ReadOnlySpan<byte> word)
    {
        var level = Levels.FromWord(word);
        if (level == LogLevel.Unknown)
        {
            return LogLevel.Unknown;
        }

        var trust = Trusted.Find(word);
        var believed = (trust <= Trust.Usual && word.Length >= 3) || (trust != Trust.Never && Words.IsUpper(word));
        return believed ? level : LogLevel.Unknown;
    }
}
