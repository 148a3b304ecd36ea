using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Hosting;

/// <summary>
/// Looks whether a request is one, then hands it to several consumers, one after the other. The first that does not take it ends it with its outcome, so
/// that those after it do not see what the client will send again; hence those come first that can bear to be given a request
/// twice, and what counts comes last. When all take it, the largest number of rejected items and all that was said is the outcome.
/// </summary>
internal sealed class OtlpConsumers(params IReadOnlyList<IOtlpConsumer> consumers) : IOtlpConsumer
{
    public async ValueTask<OtlpOutcome> ConsumeAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        if (!OtlpValidation.IsRequest(signal, request.Span, out var fault))
        {
            return OtlpOutcome.Malformed(fault);
        }

        var all = OtlpOutcome.Accepted;
        foreach (var consumer in consumers)
        {
            var outcome = await consumer.ConsumeAsync(signal, request, cancellation);
            if (outcome.Status != OtlpStatus.Accepted)
            {
                return outcome;
            }

            all = new(OtlpStatus.Accepted, Math.Max(all.Rejected, outcome.Rejected), Join(all.Message, outcome.Message));
        }

        return all;
    }

    private static string Join(string first, string second) =>
        first.Length == 0 ? second : second.Length == 0 ? first : $"{first}; {second}";
}
