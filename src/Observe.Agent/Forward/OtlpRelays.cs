using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Forward;

/// <summary>Passes on what apps push to every destination that wants it. Ask it first: what it refuses the app sends again.</summary>
internal sealed class OtlpRelays(ILookup<OtlpSignal, OtlpRelay> relays) : IOtlpConsumer
{
    public async ValueTask<OtlpOutcome> ConsumeAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        foreach (var relay in relays[signal])
        {
            var outcome = await relay.TakeAsync(request, cancellation);
            if (outcome.Status != OtlpStatus.Accepted)
            {
                return outcome;
            }
        }

        return OtlpOutcome.Accepted;
    }
}
