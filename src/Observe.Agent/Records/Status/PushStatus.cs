namespace Observe.Agent.Records.Status;

/// <summary>What apps push to.</summary>
/// <param name="Enabled">Whether the configuration wants it.</param>
/// <param name="Grpc">Where gRPC is taken; null when it is not, because somebody else has the port.</param>
/// <param name="Http">Where HTTP is taken.</param>
/// <param name="Requests">How requests were answered since the start, by outcome.</param>
/// <param name="Apps">Who pushed what.</param>
internal sealed record PushStatus(bool Enabled, string? Grpc, string? Http, IReadOnlyList<ReasonCount> Requests, IReadOnlyList<AppStatus> Apps);
