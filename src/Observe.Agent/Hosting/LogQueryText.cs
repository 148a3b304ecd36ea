using System.Globalization;
using Observe.Agent.Hosting.Configuration;
using Observe.Agent.Metrics;
using Observe.Agent.Records;

namespace Observe.Agent.Hosting;

/// <summary>Reads a search as people write it, from a command line or a URL: names and values.</summary>
internal static class LogQueryText
{
    private const int MostNameLength = 4096;

    public static readonly string[] Names = ["query", "level", "provider", "model", "category", "pattern", "file", "since", "until", "limit"];

    /// <summary>The query, or what is wrong with which name.</summary>
    public static (LogQuery? Query, string Fault) Parse(IEnumerable<KeyValuePair<string, string>> given, TimeProvider time)
    {
        var query = new LogQuery();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (!Names.Contains(name))
            {
                return (null, $"unknown parameter {name}; expected some of {string.Join(", ", Names)}");
            }

            if (!seen.Add(name))
            {
                return (null, $"{name} is given twice");
            }

            if (With(query, name, value, time) is not { } more)
            {
                return (null, $"{name}: expected {Expected(name)}");
            }

            query = more;
        }

        return (query, "");
    }

    private static LogQuery? With(LogQuery query, string name, string value, TimeProvider time) => name switch
    {
        "query" => value.Length <= LogQuery.MostTextLength ? query with { Text = value } : null,
        "level" => AttributeValues.TryParse(value, out var level) ? query with { Level = level } : null,
        "pattern" => value.Length == 12 && value.All(char.IsAsciiHexDigit) ? query with { Pattern = value } : null,
        "since" => Moment(value, time) is { } since ? query with { Since = since } : null,
        "until" => Moment(value, time) is { } until ? query with { Until = until } : null,
        "limit" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= LogQuery.MostRows
            ? query with { Limit = limit }
            : null,
        _ when value.Length is 0 or > MostNameLength => null,
        "provider" => query with { Provider = value },
        "model" => query with { Model = value },
        "category" => query with { Category = value },
        _ => query with { File = value },
    };

    private static string Expected(string name) => name switch
    {
        "query" => $"at most {LogQuery.MostTextLength} characters",
        "level" => "trace, debug, info, warn, error, fatal or unknown",
        "pattern" => "twelve hexadecimal digits",
        "since" or "until" => "how long ago, such as 1h or 2d, or a time such as 2026-11-21T08:00:00Z",
        "limit" => $"a whole number from 1 to {LogQuery.MostRows}",
        _ => $"from 1 to {MostNameLength} characters",
    };

    /// <summary>A time, or how long ago; Unix milliseconds.</summary>
    private static long? Moment(string value, TimeProvider time)
    {
        if (!value.Contains(':') && Duration.TryParse(value, out var ago))
        {
            var now = time.GetUtcNow();
            return ago < now - DateTimeOffset.UnixEpoch ? (now - ago).ToUnixTimeMilliseconds() : 0;
        }

        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUnixTimeMilliseconds() : null;
    }
}
