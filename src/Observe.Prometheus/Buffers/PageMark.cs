namespace Observe.Prometheus.Buffers;

/// <summary>A position in a page to which a writer can go back.</summary>
internal readonly record struct PageMark(int Chunk, int Position);
