using System.Net;

namespace Observe.Agent.Forward;

/// <summary>What a peer said to a request.</summary>
/// <param name="Status">Its status.</param>
/// <param name="RetryAfter">How long it asks to wait; null when it does not ask.</param>
/// <param name="Body">The beginning of what it said.</param>
internal sealed record Answer(HttpStatusCode Status, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body)
{
    public bool IsAccepted => (int)Status is >= 200 and < 300;

    /// <summary>As a value of a metric's attribute.</summary>
    public string Reason => $"http_{(int)Status}";
}
