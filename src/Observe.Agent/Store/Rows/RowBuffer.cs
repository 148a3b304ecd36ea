using System.Buffers;
using System.Runtime.InteropServices;

namespace Observe.Agent.Store.Rows;

/// <summary>Rows on their way to the store, with their messages in one piece of memory; reused. Not thread-safe.</summary>
internal sealed class RowBuffer
{
    private const int KeptBytes = 4 * 1024 * 1024;
    private const int RowBytes = 100;

    private readonly List<Row> _rows = [];

    public int Count => _rows.Count;

    /// <summary>About what it takes.</summary>
    public long Bytes => Text.WrittenCount + ((long)_rows.Count * RowBytes);

    /// <summary>The messages, one behind the other.</summary>
    public ArrayBufferWriter<byte> Text { get; private set; } = new();

    public ReadOnlySpan<Row> Rows => CollectionsMarshal.AsSpan(_rows);

    public ReadOnlySpan<byte> Message(in Row row) => Text.WrittenSpan.Slice(row.Start, row.Length);

    public void Add(in Row row) => _rows.Add(row);

    public void Append(RowBuffer other)
    {
        var start = Text.WrittenCount;
        Text.Write(other.Text.WrittenSpan);
        var first = _rows.Count;
        _rows.AddRange(other.Rows);
        foreach (ref var row in CollectionsMarshal.AsSpan(_rows)[first..])
        {
            row.Start += start;
        }
    }

    public void Clear()
    {
        _rows.Clear();
        Text.ResetWrittenCount();
        if (Text.Capacity > KeptBytes)
        {
            Text = new ArrayBufferWriter<byte>();
            _rows.Capacity = 0;
        }
    }
}
