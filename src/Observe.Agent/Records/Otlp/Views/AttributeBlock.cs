namespace Observe.Agent.Records.Otlp.Views;

/// <summary>
/// Where in a point its attributes lie. Every encoder writes them one after the other, so that the bytes of all together, tags
/// and lengths included, tell one set of attributes from another without looking into it.
/// </summary>
internal struct AttributeBlock
{
    private int _start;
    private int _end;

    /// <summary>True when other fields lie in between, which is legal though nobody writes it.</summary>
    public bool IsScattered { get; private set; }

    public void Add(int start, int end)
    {
        if (_end == 0)
        {
            _start = start;
        }
        else if (start != _end)
        {
            IsScattered = true;
        }

        _end = end;
    }

    public readonly ReadOnlySpan<byte> Of(ReadOnlySpan<byte> point) => point[_start.._end];
}
