using Observe.Agent.Forward.Disk;
using Observe.Agent.Metrics;
using Observe.Agent.Records;

namespace Observe.Agent.Forward.Shipping;

/// <summary>Puts the records of one worker into a queue, in one step with their being counted.</summary>
internal sealed class RecordShipper(string component, DiskQueue queue, ForwardOptions options, NameTables names, TextCleaner clean, TimeProvider time, ComponentMetrics components)
    : IPreparedConsumer
{
    /// <summary>Why a line is not sent whole.</summary>
    public const string CutReason = "line_cut";

    private const long NanosecondsInMillisecond = 1_000_000;

    /// <summary>The year 2261: later times do not fit in nanoseconds.</summary>
    private const long LatestMilliseconds = 9_200_000_000_000;

    private readonly ShippedFrames _frames = new(options.Job, options.MaxLineBytes, clean);

    public void Prepare(LogBatch batch)
    {
        _frames.Begin(batch.Source.Path);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var order = 0;
        foreach (ref readonly var record in batch.Records)
        {
            if (record.Level >= options.Level && record.Length > 0)
            {
                // Times are read in milliseconds; what is below keeps lines of one millisecond in their order, and apart for a
                // peer that takes the same line at the same time for a repetition.
                var milliseconds = record.UnixMilliseconds is > 0 and < LatestMilliseconds ? record.UnixMilliseconds : now;
                _frames.Add(
                    (milliseconds * NanosecondsInMillisecond) + (order++ % NanosecondsInMillisecond),
                    record.Level,
                    record.Provider == 0 ? LogMetrics.Unknown : names.Providers[record.Provider],
                    names.Categories[record.Category],
                    names.Models[record.Model],
                    record.Pattern,
                    batch.Line(record));
            }
        }

        _frames.End();
    }

    public void Consume(LogBatch batch)
    {
        if (_frames.Count == 0)
        {
            return;
        }

        queue.Append(_frames.Frames);
        components.Received(component, _frames.Count);
        for (var i = 0; i < _frames.Cut; i++)
        {
            components.Failed(component, CutReason);
        }
    }
}
