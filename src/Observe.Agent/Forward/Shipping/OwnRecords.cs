using System.Text;
using System.Threading.Channels;
using Observe.Agent.Metrics;

namespace Observe.Agent.Forward.Shipping;

/// <summary>
/// The agent's own records on their way to the queues of log destinations. Whoever logs never waits: what is over a thousand, or
/// meets a full queue, is not sent. It still stands in the agent's own log.
/// </summary>
internal sealed class OwnRecords
{
    /// <summary>The label <c>job</c> of the agent's own records.</summary>
    public const string Job = "observe";

    private const int MostWaiting = 1000;
    private const int MostAtOnce = 100;
    private const long NanosecondsInMillisecond = 1_000_000;

    private readonly Channel<OwnRecord> _waiting = Channel.CreateBounded<OwnRecord>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Offer(OwnRecord record) => _waiting.Writer.TryWrite(record);

    /// <summary>Queues what is offered, until cancelled.</summary>
    /// <param name="ship">Takes records, never more than a few at once.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(Action<IReadOnlyList<OwnRecord>> ship, CancellationToken cancellation)
    {
        var taken = new List<OwnRecord>();
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(cancellation))
            {
                taken.Clear();
                while (taken.Count < MostAtOnce && _waiting.Reader.TryRead(out var record))
                {
                    taken.Add(record);
                }

                ship(taken);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What was said since then stands in the agent's own log.
        }
    }

    /// <summary>Writes records as frames of their own; they have no file and no provider.</summary>
    public static void Write(ShippedFrames frames, IReadOnlyList<OwnRecord> records, Records.LogLevel least)
    {
        frames.Begin("");
        for (var i = 0; i < records.Count; i++)
        {
            var record = records[i];
            if (record.Level >= least)
            {
                frames.Add((record.Time * NanosecondsInMillisecond) + i, record.Level, LogMetrics.Unknown, record.Component, "", 0, Encoding.UTF8.GetBytes($"{record.Component}: {record.Text}"));
            }
        }

        frames.End();
    }
}
