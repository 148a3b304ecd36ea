using Observe.Agent.Records;

namespace Observe.Agent.Metrics;

/// <summary>Counts records by level, provider and category, their bytes and durations. The caller holds the commit lock.</summary>
internal sealed class LogMetrics(CommittedMetrics metrics, NameTables names) : ILogConsumer
{
    public const string Unknown = "unknown";

    private readonly SeriesTable<RecordCounters> _records = new();
    private readonly SeriesTable<CommittedHistogram> _durations = new();
    private readonly CommittedCounter?[] _unparsed = new CommittedCounter?[Enum.GetValues<UnparsedReason>().Length];
    private CommittedCounter?[] _bytes = new CommittedCounter?[64];

    /// <summary>Takes over what was committed by earlier runs, and the names in it, so that the caps on names hold over restarts.</summary>
    public void Load(IEnumerable<(SeriesKey Key, long Value)> counters, IEnumerable<(SeriesKey Key, double[] Bounds, HistogramValue Value)> histograms)
    {
        foreach (var (key, value) in counters)
        {
            LoadNames(key);
            metrics.Counter(key).Load(value);
        }

        foreach (var (key, bounds, value) in histograms)
        {
            LoadNames(key);
            var own = DurationBuckets.Of(key.Metric);
            if (bounds.AsSpan().SequenceEqual(own))
            {
                metrics.Histogram(key, own).Load(value);
            }
        }
    }

    public void Consume(LogBatch batch)
    {
        var records = batch.Records;
        if (records.IsEmpty)
        {
            BytesOf(batch.Source.Provider ?? 0).Add(batch.ByteCount);
            return;
        }

        // A record's bytes reach to the next record's start; what stands before the first one is the rest of a line counted earlier.
        var start = 0;
        for (var i = 0; i < records.Length; i++)
        {
            ref readonly var record = ref records[i];
            var end = i + 1 < records.Length ? records[i + 1].Start : batch.ByteCount;
            Count(record, end - start);
            start = end;
        }
    }

    private void Count(in LogRecord record, int bytes)
    {
        var key = ((uint)record.Provider << 16) | ((uint)record.Category << 3) | (uint)record.Level;
        if (!_records.TryGet(key, out var series))
        {
            _records.Add(key, series = new RecordCounters(RecordsOf(record), BytesOf(record.Provider)));
        }

        series.Records.Add(1);
        series.Bytes.Add(bytes);
        if (record.Unparsed != UnparsedReason.None)
        {
            UnparsedOf(record.Unparsed).Add(1);
        }

        if (record.LatencyMicroseconds >= 0)
        {
            DurationsOf(record).Record(record.LatencyMicroseconds / 1e6);
        }
    }

    private void LoadNames(SeriesKey key)
    {
        names.Providers.Intern(NameIn(key, "provider"));
        names.Models.Intern(NameIn(key, "model"));
        if (key.Metric == MetricNames.LogRecords)
        {
            names.Categories.Intern(key["category"]);
        }
    }

    public static string NameOf(string name) => name.Length == 0 ? Unknown : name;

    /// <summary>The name that a label stands for; empty when there is none.</summary>
    public static string NameIn(SeriesKey key, string label) => key[label] is var name && name != Unknown ? name : "";

    private string ProviderName(ushort id) => NameOf(names.Providers[id]);

    private CommittedCounter RecordsOf(in LogRecord record)
    {
        var level = new KeyValuePair<string, string>("level", AttributeValues.Of(record.Level));
        var provider = new KeyValuePair<string, string>("provider", ProviderName(record.Provider));
        return metrics.Counter(record.Category == 0
            ? new SeriesKey(MetricNames.LogRecords, level, provider)
            : new SeriesKey(MetricNames.LogRecords, level, provider, new("category", names.Categories[record.Category])));
    }

    private CommittedHistogram DurationsOf(in LogRecord record)
    {
        var key = ((uint)record.Provider << 16) | record.Model;
        if (!_durations.TryGet(key, out var durations))
        {
            var model = NameOf(names.Models[record.Model]);
            var series = new SeriesKey(MetricNames.LogRequestDuration, new("provider", ProviderName(record.Provider)), new("model", model));
            _durations.Add(key, durations = metrics.Histogram(series, DurationBuckets.Seconds));
        }

        return durations;
    }

    private CommittedCounter BytesOf(ushort provider)
    {
        if (provider >= _bytes.Length)
        {
            Array.Resize(ref _bytes, provider * 2);
        }

        return _bytes[provider] ??= metrics.Counter(new SeriesKey(MetricNames.LogBytes, new KeyValuePair<string, string>("provider", ProviderName(provider))));
    }

    private CommittedCounter UnparsedOf(UnparsedReason reason) =>
        _unparsed[(int)reason] ??= metrics.Counter(new SeriesKey(MetricNames.LogUnparsed, new KeyValuePair<string, string>("reason", AttributeValues.Of(reason))));

    /// <summary>What every record of a level, provider and category adds to.</summary>
    private sealed record RecordCounters(CommittedCounter Records, CommittedCounter Bytes);
}
