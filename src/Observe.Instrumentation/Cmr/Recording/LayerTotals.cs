namespace Observe.Instrumentation.Cmr.Recording;

/// <summary>What was recorded of one layer. Ticks of 100 ns; qualities in units of 1e-9, so that sums are exact.</summary>
internal struct LayerTotals
{
    public long Captures;
    public long CaptureTicks;
    public long StatesStored;
    public long StatesCaptured;

    /// <summary>States stored by those captures that did not say how many they captured.</summary>
    public long StatesStoredUncompared;

    public long Reconstructions;
    public long ReconstructionTicks;
    public long Memories;
    public long Qualities;
    public long QualityUnits;
    public long Evictions;

    /// <summary>Adds totals that another thread may be writing.</summary>
    public void Add(ref LayerTotals other, int sign = 1)
    {
        Captures += sign * Volatile.Read(ref other.Captures);
        CaptureTicks += sign * Volatile.Read(ref other.CaptureTicks);
        StatesStored += sign * Volatile.Read(ref other.StatesStored);
        StatesCaptured += sign * Volatile.Read(ref other.StatesCaptured);
        StatesStoredUncompared += sign * Volatile.Read(ref other.StatesStoredUncompared);
        Reconstructions += sign * Volatile.Read(ref other.Reconstructions);
        ReconstructionTicks += sign * Volatile.Read(ref other.ReconstructionTicks);
        Memories += sign * Volatile.Read(ref other.Memories);
        Qualities += sign * Volatile.Read(ref other.Qualities);
        QualityUnits += sign * Volatile.Read(ref other.QualityUnits);
        Evictions += sign * Volatile.Read(ref other.Evictions);
    }
}
