using Observe.Agent.Records.Otlp;
using Observe.Agent.Tokens.Otlp;

namespace Observe.Agent.Hosting.Pushes;

/// <summary>
/// Counts what apps push, and answers only when that is committed: a crash loses nothing that was answered. A request that comes
/// again because its answer was lost, or was "come again" when the disk was slow, is recognised and answered, not counted again.
/// </summary>
internal sealed class OtlpCounts(LogPushes logs, SpanPushes spans, OtlpUsage usage, TakenPushes taken, Committer committer, TimeProvider time) : IOtlpConsumer
{
    /// <summary>How long an app waits for the disk before it is told to come again.</summary>
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(10);

    public async ValueTask<OtlpOutcome> ConsumeAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        if (request.IsEmpty || (signal == OtlpSignal.Metrics && request.Span.IndexOf("gen_ai."u8) < 0))
        {
            return OtlpOutcome.Accepted;
        }

        if (committer.IsFailing)
        {
            return OtlpOutcome.Busy("the data directory cannot be written now");
        }

        if (signal == OtlpSignal.Logs && !committer.HasRoom)
        {
            return OtlpOutcome.Busy("a queue of records to be sent is full");
        }

        try
        {
            await Count(signal, request.Span).WaitAsync(StoreLimit, time, cancellation);
            return OtlpOutcome.Accepted;
        }
        catch (TimeoutException)
        {
            return OtlpOutcome.Busy("the data directory cannot be written now");
        }
    }

    private Task Count(OtlpSignal signal, ReadOnlySpan<byte> request)
    {
        if (signal == OtlpSignal.Metrics)
        {
            return CountAtOnce(signal, request);
        }

        var fingerprint = TakenPushes.FingerprintOf(signal, request);
        if (signal == OtlpSignal.Traces)
        {
            lock (committer.Cut)
            {
                return taken.TryTake(fingerprint) ? CountAtOnce(signal, request) : committer.StoredAsync();
            }
        }

        var isMarked = RequestMarks.AreOn(request);
        logs.Count(request, () => !isMarked || taken.TryTake(fingerprint));
        lock (committer.Cut)
        {
            return committer.StoredAsync();
        }
    }

    private Task CountAtOnce(OtlpSignal signal, ReadOnlySpan<byte> request)
    {
        lock (committer.Cut)
        {
            var whole = false;
            try
            {
                usage.Count(signal, request);
                if (signal == OtlpSignal.Traces)
                {
                    spans.Count(request);
                }

                whole = true;
            }
            finally
            {
                if (!whole)
                {
                    committer.Break();
                }
            }

            return committer.StoredAsync();
        }
    }
}
