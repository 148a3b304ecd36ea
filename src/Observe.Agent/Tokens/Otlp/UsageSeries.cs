namespace Observe.Agent.Tokens.Otlp;

/// <summary>One stream of points that tells of tokens, and what was counted of it. Times are Unix nanoseconds.</summary>
/// <param name="Process">The resource that pushes it.</param>
/// <param name="Start">When a total began; 0 of increments.</param>
/// <param name="Time">The time of the last point.</param>
/// <param name="Value">The last total; 0 of increments.</param>
/// <param name="Seen">When the last point came, in Unix milliseconds.</param>
internal sealed record UsageSeries(string Process, long Start, long Time, long Value, long Seen)
{
    public string[] ToStored() => [Process, .. new[] { Start, Time, Value, Seen }.Select(PushingApp.Text)];

    /// <exception cref="FormatException">It is not what was stored.</exception>
    public static UsageSeries Of(string[] stored) => new(
        stored.Length > 0 ? stored[0] : "", PushingApp.Number(stored, 1), PushingApp.Number(stored, 2), PushingApp.Number(stored, 3), PushingApp.Number(stored, 4));
}
