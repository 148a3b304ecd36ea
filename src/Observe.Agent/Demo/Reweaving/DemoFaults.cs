namespace Observe.Agent.Demo.Reweaving;

/// <summary>What goes wrong on purpose, and when.</summary>
/// <param name="SlowLayer">The layer whose captures take long.</param>
/// <param name="QualityDrop">Whether memories come back damaged.</param>
/// <param name="ErrorBurst">Whether many retrievals fail.</param>
/// <param name="After">How long all is well first.</param>
/// <param name="For">How long it lasts; to the end when null.</param>
internal sealed record DemoFaults(int? SlowLayer = null, bool QualityDrop = false, bool ErrorBurst = false, TimeSpan After = default, TimeSpan? For = null)
{
    public static readonly DemoFaults None = new();

    /// <summary>How much longer a capture of the slow layer takes: three times what is called slow.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(300);

    /// <summary>Which of the retrievals fail.</summary>
    public const double ErrorShare = 0.4;

    /// <summary>What damages a memory, by its own length.</summary>
    public const float Damage = 8;

    /// <summary>What is wrong this long after the start.</summary>
    public DemoFaults At(TimeSpan sinceStart) => sinceStart >= After && (For is null || sinceStart < After + For) ? this : None;
}
