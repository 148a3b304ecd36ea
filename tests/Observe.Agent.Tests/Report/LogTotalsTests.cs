using Observe.Agent.Metrics;
using Observe.Agent.Report;

namespace Observe.Agent.Tests.Report;

public class LogTotalsTests
{
    [Fact]
    public void Counts_are_added_up_by_level_provider_type_and_reason()
    {
        var totals = LogTotals.Of(
        [
            (Records("info", "openai", "chat"), 5),
            (Records("info", "openai", "embed"), 6),
            (Records("error", "local", "chat"), 2),
            (Records("fatal", "local", "chat"), 1),
            (Series(MetricNames.LogBytes, ("provider", "openai")), 100),
            (Series(MetricNames.LogBytes, ("provider", "local")), 20),
            (Series(MetricNames.LogUnparsed, ("reason", "empty")), 3),
            (Tokens("input", "log", "false"), 10),
            (Tokens("output", "log", "false"), 7),
            (Tokens("output", "log", "true"), 30),
        ]);
        Assert.Equal(new Dictionary<string, long> { ["info"] = 11, ["error"] = 2, ["fatal"] = 1 }, totals.Levels);
        Assert.Equal(new Dictionary<string, long> { ["openai"] = 11, ["local"] = 3 }, totals.Providers);
        Assert.Equal(new Dictionary<string, long> { ["input"] = 10, ["output"] = 37 }, totals.Tokens);
        Assert.Equal(new Dictionary<string, long> { ["empty"] = 3 }, totals.Unparsed);
        Assert.Equal((14, 3, 120), (totals.Lines, totals.ErrorLines, totals.Bytes));
    }

    [Fact]
    public void Tokens_of_another_origin_than_logs_are_not_added()
    {
        var totals = LogTotals.Of([(Tokens("input", "otlp", "false"), 10), (Tokens("input", "log", "false"), 1)]);
        Assert.Equal(1, totals.Tokens["input"]);
    }

    [Fact]
    public void Since_gives_what_came_and_leaves_out_what_stood_still()
    {
        var before = LogTotals.Of([(Records("info", "openai", ""), 5), (Records("warn", "local", ""), 1), (Series(MetricNames.LogBytes, ("provider", "openai")), 100)]);
        var after = LogTotals.Of(
        [
            (Records("info", "openai", ""), 8), (Records("warn", "local", ""), 1), (Records("error", "openai", ""), 2),
            (Series(MetricNames.LogBytes, ("provider", "openai")), 150), (Tokens("input", "log", "false"), 4),
        ]);
        var rest = after.Since(before);
        Assert.Equal(new Dictionary<string, long> { ["error"] = 2, ["info"] = 3 }, rest.Levels);
        Assert.Equal(new Dictionary<string, long> { ["openai"] = 5 }, rest.Providers);
        Assert.Equal((5, 2, 50, 4), (rest.Lines, rest.ErrorLines, rest.Bytes, rest.Tokens["input"]));
        Assert.Equal(0, after.Since(after).Lines);
    }

    internal static SeriesKey Records(string level, string provider, string category) =>
        Series(MetricNames.LogRecords, ("level", level), ("provider", provider), ("category", category));

    internal static SeriesKey Tokens(string type, string origin, string estimated) => Series(
        MetricNames.Tokens, ("provider", "openai"), ("model", "m"), ("type", type), ("origin", origin), ("estimated", estimated));

    internal static SeriesKey Series(string metric, params (string Name, string Value)[] attributes) =>
        new(metric, [.. attributes.Select(a => new KeyValuePair<string, string>(a.Name, a.Value))]);
}
