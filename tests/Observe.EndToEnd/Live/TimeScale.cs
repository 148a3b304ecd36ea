using System.Globalization;
using System.Text.RegularExpressions;

namespace Observe.EndToEnd.Live;

/// <summary>
/// Makes time run faster in the project's own configuration: every duration in it becomes shorter by one factor, those in the
/// expressions of the rules (windows, offsets, subqueries, the seconds that are written as numbers) like <c>for</c>,
/// <c>keep_firing_for</c>, the intervals of scrapes and evaluations, and Alertmanager's waits. Thresholds stay.
/// </summary>
internal sealed partial record TimeScale(int Factor)
{
    /// <summary>As it is delivered.</summary>
    public static readonly TimeScale Real = new(1);

    /// <summary>A scrape a second, and five minutes become twenty seconds.</summary>
    public static readonly TimeScale Fast = new(15);

    /// <summary>From one scrape to the next, and from one evaluation to the next.</summary>
    public TimeSpan Interval => Of(TimeSpan.FromSeconds(15));

    public TimeSpan Of(TimeSpan real) => real / Factor;

    /// <summary>A duration as Prometheus writes it.</summary>
    public static string Text(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalMilliseconds}ms");

    public string Apply(string yaml) => Factor == 1 ? yaml : Seconds().Replace(Durations().Replace(yaml, Shorter), m => Number(int.Parse(m.Value, CultureInfo.InvariantCulture)));

    private string Shorter(Match duration)
    {
        var unit = duration.Groups["unit"].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => TimeSpan.FromDays(1),
        };
        return Text(Of(int.Parse(duration.Groups["count"].Value, CultureInfo.InvariantCulture) * unit));
    }

    private string Number(int seconds) => (seconds / (double)Factor).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\w.:])(?<count>\d+)(?<unit>ms|s|m|h|d)(?!\w)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Durations();

    /// <summary>The seconds that stand as numbers in the rules.</summary>
    [GeneratedRegex(@"(?<![\w.:])(900|1800|3600)(?![\w.])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Seconds();
}
