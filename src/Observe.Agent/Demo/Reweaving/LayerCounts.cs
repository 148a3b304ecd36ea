namespace Observe.Agent.Demo.Reweaving;

/// <summary>What the loop itself counts of one layer, beside what it is measured with.</summary>
internal struct LayerCounts
{
    public long Captures;
    public long StatesCaptured;
    public long StatesStored;
    public long Evictions;
    public long Retrievals;
    public long Reconstructions;
}
