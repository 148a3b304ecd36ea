using Observe.Agent.Cmr.Activity;
using Observe.Agent.Records;

namespace Observe.Agent.Cmr.Intake;

/// <summary>
/// Finds CMR timings in log lines and hands them to the model: <c>capture_time</c>, <c>reconstruction_time</c> and
/// <c>retrieval_time</c>, with <c>layer</c> and what else is said, as <c>key=value</c> or as JSON. The caller holds the commit lock.
/// </summary>
internal sealed class CmrLogLines(CmrModel model, NameTables names, TimeProvider time) : ILogConsumer
{
    /// <summary>Lines of long ago say nothing about now.</summary>
    private const long MaxAgeMilliseconds = 60_000;

    public void Consume(LogBatch batch)
    {
        // Files of long ago cost a comparison a record, files of now a search a batch.
        var since = time.GetUtcNow().ToUnixTimeMilliseconds() - MaxAgeMilliseconds;
        if (!IsOfNow(batch.Records, since) || !MayHaveTimings(batch.Bytes.AsSpan(0, batch.ByteCount)))
        {
            return;
        }

        Dictionary<ushort, CmrActivity>? bySource = null;
        foreach (ref readonly var record in batch.Records)
        {
            var line = batch.Line(record);
            if (!IsOfNow(record, since) || !MayHaveTimings(line))
            {
                continue;
            }

            bySource ??= [];
            if (!bySource.TryGetValue(record.Provider, out var activity))
            {
                bySource.Add(record.Provider, activity = new CmrActivity());
            }

            Add(line, record.Level, activity);
        }

        foreach (var (provider, activity) in bySource ?? [])
        {
            if (!activity.IsEmpty)
            {
                model.Take("log:" + (provider == 0 ? Path.GetFileName(batch.Source.Path) : names.Providers[provider]), activity);
            }
        }
    }

    private static bool IsOfNow(ReadOnlySpan<LogRecord> records, long since)
    {
        foreach (ref readonly var record in records)
        {
            if (IsOfNow(record, since))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfNow(in LogRecord record, long since) => record.UnixMilliseconds == 0 || record.UnixMilliseconds >= since;

    private static void Add(ReadOnlySpan<byte> line, LogLevel level, CmrActivity activity)
    {
        var fields = new LineFields(line);
        var layer = fields.Integer("layer"u8) ?? fields.Integer("layer_idx"u8) ?? fields.Integer("layer_index"u8);
        var isError = level is LogLevel.Error or LogLevel.Fatal;
        if (fields.Seconds("retrieval_time"u8) is { } retrieval)
        {
            Fail(isError, CmrComponent.Retrieval, activity);
            activity.RetrievalTimes.Add(retrieval);
            if (fields.Ratio("retrieval_quality"u8) is { } quality)
            {
                activity.RetrievalQuality.Add(quality, 1);
            }
        }

        if (layer is not { } index || activity.Layer(index) is not { } of)
        {
            return;
        }

        if (fields.Seconds("capture_time"u8) is { } capture)
        {
            Fail(isError, CmrComponent.Capture, activity);
            of.CaptureTimes.Add(capture);
            of.StatesCaptured += fields.Integer("states_captured"u8) ?? 0;
            of.StatesStored += fields.Integer("states_stored"u8) ?? 0;
        }

        if (fields.Seconds("reconstruction_time"u8) is { } reconstruction)
        {
            Fail(isError, CmrComponent.Reconstruction, activity);
            of.ReconstructionTimes.Add(reconstruction);
            if (fields.Ratio("quality"u8) is { } quality)
            {
                of.Quality.Add(quality, 1);
            }
        }
    }

    private static void Fail(bool isError, string component, CmrActivity activity)
    {
        if (isError)
        {
            activity.CountErrors(component, 1);
        }
    }

    /// <summary>One pass over the bytes, and a look at what stands before each hit.</summary>
    private static bool MayHaveTimings(ReadOnlySpan<byte> bytes)
    {
        for (int at; (at = bytes.IndexOf("_time"u8)) >= 0; bytes = bytes[(at + 5)..])
        {
            var before = bytes[..at];
            if (before.EndsWith("capture"u8) || before.EndsWith("reconstruction"u8) || before.EndsWith("retrieval"u8))
            {
                return true;
            }
        }

        return false;
    }
}
