namespace Observe.Prometheus.Naming;

/// <summary>UCUM units as the words that end Prometheus names.</summary>
internal static class UnitWords
{
    /// <summary>The word or words of a unit, in characters of names; empty for none, <c>1</c> and annotations alone.</summary>
    public static string Of(string unit)
    {
        var bare = WithoutAnnotations(unit);
        var slash = bare.IndexOf('/');
        if (slash < 0)
        {
            return Cleaned(Word(bare.Trim()));
        }

        var over = Cleaned(Word(bare[..slash].Trim()));
        var per = Cleaned(PerWord(bare[(slash + 1)..].Trim()));
        return (over, per) switch
        {
            (_, "") => over,
            ("", _) => "per_" + per,
            _ => over + "_per_" + per,
        };
    }

    private static string WithoutAnnotations(string unit)
    {
        var open = unit.IndexOf('{');
        while (open >= 0)
        {
            var close = unit.IndexOf('}', open);
            if (close < 0)
            {
                return unit;
            }

            unit = unit.Remove(open, close - open + 1);
            open = unit.IndexOf('{');
        }

        return unit;
    }

    private static string Cleaned(string word) => LegacyNames.Collapsed(word, allowColon: true).Trim('_');

    private static string Word(string unit) => unit switch
    {
        "d" => "days",
        "h" => "hours",
        "min" => "minutes",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "By" or "B" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "GiBy" => "gibibytes",
        "TiBy" => "tebibytes",
        "kBy" or "KBy" or "KB" => "kilobytes",
        "MBy" or "MB" => "megabytes",
        "GBy" or "GB" => "gigabytes",
        "TBy" or "TB" => "terabytes",
        "m" => "meters",
        "V" => "volts",
        "A" => "amperes",
        "J" => "joules",
        "W" => "watts",
        "g" => "grams",
        "Cel" => "celsius",
        "Hz" => "hertz",
        "1" => "",
        "%" => "percent",
        "$" => "dollars",
        _ => unit,
    };

    private static string PerWord(string unit) => unit switch
    {
        "s" => "second",
        "m" or "min" => "minute",
        "h" => "hour",
        "d" => "day",
        "w" or "wk" => "week",
        "mo" => "month",
        "y" or "a" => "year",
        _ => unit,
    };
}
