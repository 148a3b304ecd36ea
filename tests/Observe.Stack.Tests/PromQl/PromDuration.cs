using System.Globalization;
using System.Text.RegularExpressions;

namespace Observe.Stack.Tests.PromQl;

/// <summary>Durations as Prometheus writes them: 5m, 1h30m.</summary>
internal static partial class PromDuration
{
    public static TimeSpan Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success && text.Length > 0
            ? TimeSpan.FromMilliseconds(match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures).Sum(p => Milliseconds(p.First.Value, p.Second.Value)))
            : throw new FormatException($"no duration: {text}");
    }

    public static string Format(TimeSpan duration) => duration.TotalMilliseconds % 1000 != 0
        ? $"{(long)duration.TotalMilliseconds}ms"
        : duration.TotalSeconds % 60 != 0 ? $"{(long)duration.TotalSeconds}s" : $"{(long)duration.TotalMinutes}m";

    private static double Milliseconds(string number, string unit) => long.Parse(number, CultureInfo.InvariantCulture) * unit switch
    {
        "ms" => 1d,
        "s" => 1000d,
        "m" => 60_000d,
        "h" => 3_600_000d,
        "d" => 86_400_000d,
        "w" => 604_800_000d,
        _ => 31_536_000_000d,
    };

    [GeneratedRegex("^((?<number>[0-9]+)(?<unit>ms|[smhdwy]))+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
