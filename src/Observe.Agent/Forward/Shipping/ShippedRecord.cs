using Observe.Agent.Records;

namespace Observe.Agent.Forward.Shipping;

/// <summary>One record as it is sent; texts are UTF-8, ids lower-case hexadecimal, empty when there is none.</summary>
internal readonly ref struct ShippedRecord
{
    public required long Nanoseconds { get; init; }

    public required LogLevel Level { get; init; }

    public required ReadOnlySpan<byte> Provider { get; init; }

    public required ReadOnlySpan<byte> Category { get; init; }

    public required ReadOnlySpan<byte> Model { get; init; }

    /// <summary>0 when the message was not mined.</summary>
    public required ulong Pattern { get; init; }

    public required ReadOnlySpan<byte> TraceId { get; init; }

    public required ReadOnlySpan<byte> SpanId { get; init; }

    public required ReadOnlySpan<byte> Line { get; init; }
}
