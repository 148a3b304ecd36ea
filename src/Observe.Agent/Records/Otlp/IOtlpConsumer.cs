namespace Observe.Agent.Records.Otlp;

/// <summary>Takes what apps push. Called by many requests at once.</summary>
internal interface IOtlpConsumer
{
    /// <summary>Takes one export request. When the task ends with <see cref="OtlpStatus.Accepted"/>, a crash loses nothing of it.</summary>
    /// <param name="request">The request as protobuf (<c>Export…ServiceRequest</c>), decompressed and valid (<see cref="OtlpValidation"/>); kept until the task ends.</param>
    ValueTask<OtlpOutcome> ConsumeAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellation);
}
