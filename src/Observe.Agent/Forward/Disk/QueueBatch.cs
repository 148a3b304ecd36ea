namespace Observe.Agent.Forward.Disk;

/// <summary>Frames read from a queue, in order; reused. Not thread-safe.</summary>
internal sealed class QueueBatch
{
    private readonly List<Range> _frames = [];

    public int Count => _frames.Count;

    /// <summary>What to acknowledge once the frames are delivered.</summary>
    public long End { get; set; }

    internal byte[] Bytes { get; private set; } = [];

    public ReadOnlySpan<byte> this[int frame] => Bytes.AsSpan(_frames[frame]);

    internal void Clear(long start)
    {
        _frames.Clear();
        End = start;
    }

    internal void Add(int start, int length) => _frames.Add(start..(start + length));

    internal void Ensure(int capacity)
    {
        if (Bytes.Length < capacity)
        {
            Bytes = new byte[capacity];
        }
    }

    /// <summary>Gives memory back that one large frame had asked for.</summary>
    internal void Trim(int capacity)
    {
        if (Bytes.Length > capacity)
        {
            Bytes = [];
        }
    }
}
