namespace Observe.Instrumentation.Cmr.Recording;

/// <summary>What was recorded without a layer. Ticks of 100 ns; qualities in units of 1e-9.</summary>
internal struct CommonTotals
{
    public long Retrievals;
    public long RetrievalTicks;
    public long Hits;
    public long HitTicks;
    public long Misses;
    public long MissTicks;
    public long Qualities;
    public long QualityUnits;
    public long Forwards;
    public long ForwardTicks;

    /// <summary>Adds totals that another thread may be writing.</summary>
    public void Add(ref CommonTotals other, int sign = 1)
    {
        Retrievals += sign * Volatile.Read(ref other.Retrievals);
        RetrievalTicks += sign * Volatile.Read(ref other.RetrievalTicks);
        Hits += sign * Volatile.Read(ref other.Hits);
        HitTicks += sign * Volatile.Read(ref other.HitTicks);
        Misses += sign * Volatile.Read(ref other.Misses);
        MissTicks += sign * Volatile.Read(ref other.MissTicks);
        Qualities += sign * Volatile.Read(ref other.Qualities);
        QualityUnits += sign * Volatile.Read(ref other.QualityUnits);
        Forwards += sign * Volatile.Read(ref other.Forwards);
        ForwardTicks += sign * Volatile.Read(ref other.ForwardTicks);
    }
}
