namespace Observe.Instrumentation.Cmr.Recording;

/// <summary>One recorded duration. The epoch orders what several threads recorded, as fine as the monitor counts epochs.</summary>
internal readonly struct Sample(long ticks, int layer, int epoch)
{
    private readonly ulong _place = (uint)layer | ((ulong)(uint)epoch << 32);

    public long Ticks { get; } = ticks;

    public int Layer => (int)_place;

    public int Epoch => (int)(_place >> 32);
}
