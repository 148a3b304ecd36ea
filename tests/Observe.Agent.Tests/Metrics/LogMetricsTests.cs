using System.Text;
using Observe.Agent.Metrics;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Metrics;

public class LogMetricsTests
{
    private readonly NameTables _names = new();
    private readonly CommittedMetrics _metrics = new();
    private readonly LogBatch _batch = new() { Source = new LogSource("/logs/a.log") };
    private readonly LogMetrics _counts;
    private readonly ushort _openai;

    public LogMetricsTests()
    {
        _openai = _names.Providers.Intern("openai");
        _counts = new LogMetrics(_metrics, _names);
    }

    [Fact]
    public void Records_are_counted_by_level_provider_and_category()
    {
        var chat = _names.Categories.Intern("chat");
        Line(new() { Level = LogLevel.Error, Provider = _openai, Category = chat });
        Line(new() { Level = LogLevel.Error, Provider = _openai, Category = chat });
        Line(new() { Level = LogLevel.Info, Provider = _openai });
        Line(new());
        _counts.Consume(_batch);
        Assert.Equal(2, Value(MetricNames.LogRecords, ("level", "error"), ("provider", "openai"), ("category", "chat")));
        Assert.Equal(1, Value(MetricNames.LogRecords, ("level", "info"), ("provider", "openai")));
        Assert.Equal(1, Value(MetricNames.LogRecords, ("level", "unknown"), ("provider", "unknown")));
    }

    [Fact]
    public void Every_byte_is_counted_once_line_ends_and_the_rest_of_a_line_counted_earlier_included()
    {
        Bytes("rest of a line\n");
        Line(new() { Provider = _openai }, "one\r\n");
        Line(new() { Provider = _openai }, "\n");
        Line(new(), "three\n");
        _counts.Consume(_batch);
        Assert.Equal("rest of a line\n".Length + 6, Value(MetricNames.LogBytes, ("provider", "openai")));
        Assert.Equal(6, Value(MetricNames.LogBytes, ("provider", "unknown")));
    }

    [Fact]
    public void A_batch_with_nothing_but_the_rest_of_a_line_counts_its_bytes()
    {
        _batch.Source.Provider = _openai;
        Bytes("rest without an end");
        _counts.Consume(_batch);
        Assert.Equal(_batch.ByteCount, Value(MetricNames.LogBytes, ("provider", "openai")));
    }

    [Fact]
    public void Durations_are_in_seconds_and_zero_is_one()
    {
        Line(new() { Provider = _openai, LatencyMicroseconds = 1_500_000 });
        Line(new() { Provider = _openai, LatencyMicroseconds = 0 });
        Line(new() { Provider = _openai, LatencyMicroseconds = -1 });
        _counts.Consume(_batch);
        var histogram = Assert.Single(_metrics.Histograms);
        Assert.Equal(new SeriesKey(MetricNames.LogRequestDuration, new("provider", "openai"), new("model", "unknown")), histogram.Key);
        Publish();
        Assert.Equal(1.5, histogram.Committed.Sum);
        Assert.Equal(2, histogram.Committed.Counts.Sum());
        Assert.Equal(1, histogram.Committed.Counts[0]);
        Assert.Equal(1, histogram.Committed.Counts[Array.IndexOf(DurationBuckets.Seconds, 2.5)]);
    }

    [Fact]
    public void Lines_that_were_not_understood_are_counted_by_reason_and_as_records_too()
    {
        foreach (var reason in Enum.GetValues<UnparsedReason>())
        {
            Line(new() { Unparsed = reason });
        }

        _counts.Consume(_batch);
        foreach (var reason in new[] { "empty", "invalid_json", "invalid_utf8", "nul", "too_long" })
        {
            Assert.Equal(1, Value(MetricNames.LogUnparsed, ("reason", reason)));
        }

        Assert.Equal(6, Value(MetricNames.LogRecords, ("level", "unknown"), ("provider", "unknown")));
        Assert.DoesNotContain(_metrics.Counters, c => c.Key.Metric == MetricNames.LogUnparsed && c.Key["reason"].Length == 0);
    }

    [Fact]
    public void Committed_values_are_gone_on_from_after_a_restart()
    {
        Line(new() { Level = LogLevel.Warn, Category = _names.Categories.Intern("chat"), Model = _names.Models.Intern("gpt-4o"), InputTokens = 5, LatencyMicroseconds = 10_000 });
        _counts.Consume(_batch);
        Publish();

        var (names, metrics) = (new NameTables(), new CommittedMetrics());
        var again = new LogMetrics(metrics, names);
        again.Load(_metrics.Counters.Select(c => (c.Key, c.Committed)), _metrics.Histograms.Select(h => (h.Key, h.Bounds, h.Committed)));
        Assert.Equal(_metrics.Counters.Select(c => (c.Key, c.Committed)), metrics.Counters.Select(c => (c.Key, c.Committed)));
        again.Consume(_batch);
        Assert.All(metrics.Counters.Zip(_metrics.Counters), pair => Assert.Equal(pair.Second.Value * 2, pair.First.Value));
        Assert.Equal(1, Assert.Single(metrics.Histograms).Committed.Counts.Sum());
    }

    [Fact]
    public void The_cap_on_names_holds_over_restarts_whatever_order_they_come_back_in()
    {
        var known = Enumerable.Range(0, 100).Select(i => $"z{i}").ToList();
        _counts.Load([.. known.Prepend("other").Select(c => (Records(c), 1L))], []);
        Assert.Equal("z99", _names.Categories[_names.Categories.Intern("z99")]);
        Assert.Equal(NameTable.Overflow, _names.Categories[_names.Categories.Intern("one more")]);
    }

    [Fact]
    public void A_batch_costs_no_allocation_once_its_series_exist()
    {
        for (var i = 0; i < 200; i++)
        {
            Line(new() { Level = (LogLevel)(i % 7), Provider = _openai, InputTokens = i, OutputTokens = i, LatencyMicroseconds = i, ReasoningTokens = 1, Unparsed = (UnparsedReason)(i % 3) });
        }

        _counts.Consume(_batch);
        Assert.Equal(0, Allocations.LeastOf(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                _counts.Consume(_batch);
            }
        }));
    }

    private static SeriesKey Records(string category) =>
        new(MetricNames.LogRecords, new("level", "info"), new("provider", "unknown"), new("category", category));

    private void Line(LogRecord record, string text = "a line\n")
    {
        var start = _batch.ByteCount;
        Bytes(text);
        _batch.Add(start, text.TrimEnd('\n', '\r').Length);
        (record.Start, record.Length) = (start, _batch.Records[^1].Length);
        _batch.Records[^1] = record;
    }

    private void Bytes(string text) => _batch.ByteCount += Encoding.UTF8.GetBytes(text, _batch.Bytes.AsSpan(_batch.ByteCount));

    private long Value(string metric, params (string Name, string Value)[] attributes) =>
        Assert.Single(_metrics.Counters, c => c.Key.Equals(new SeriesKey(metric, [.. attributes.Select(a => new KeyValuePair<string, string>(a.Name, a.Value))]))).Value;

    private void Publish()
    {
        var commit = new CommitSet();
        _metrics.TakeChanges(commit);
        _metrics.Publish(commit);
    }
}
