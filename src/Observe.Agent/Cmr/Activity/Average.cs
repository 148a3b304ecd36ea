namespace Observe.Agent.Cmr.Activity;

/// <summary>A sum and how many made it up.</summary>
internal record struct Average(double Sum, long Count)
{
    public readonly double? Value => Count == 0 ? null : Sum / Count;

    public void Add(double sum, long count)
    {
        Sum += sum;
        Count += count;
    }

    public void Add(Average other) => Add(other.Sum, other.Count);
}
