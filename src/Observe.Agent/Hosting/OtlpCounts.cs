using Observe.Agent.Records.Otlp;
using Observe.Agent.Tokens.Otlp;

namespace Observe.Agent.Hosting;

/// <summary>
/// Counts what apps push, and answers only when that is committed: a crash loses nothing that was answered. What is answered by
/// "come again" while commits fail was not counted.
/// </summary>
internal sealed class OtlpCounts(OtlpUsage usage, Committer committer, TimeProvider time) : IOtlpConsumer
{
    /// <summary>How long an app waits for the disk before it is told to come again.</summary>
    private static readonly TimeSpan StoreLimit = TimeSpan.FromSeconds(10);

    public async ValueTask<OtlpOutcome> ConsumeAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        if (request.Span.IndexOf("gen_ai."u8) < 0)
        {
            return OtlpOutcome.Accepted;
        }

        if (committer.IsFailing)
        {
            return OtlpOutcome.Busy("the data directory cannot be written now");
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
        lock (committer.Cut)
        {
            usage.Count(signal, request);
            return committer.StoredAsync();
        }
    }
}
