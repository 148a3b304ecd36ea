namespace Observe.Agent.Records.Otlp.Wire;

/// <summary>
/// Where in a message a repeated field lies, from its first tag to its last end. Other fields may lie in between, which is
/// legal though nobody writes it; usually nobody needs to go through the rest of the message again.
/// </summary>
internal struct FieldRange
{
    private int _start;
    private int _end;

    public void Add(int start, int end)
    {
        _start = _end == 0 ? start : _start;
        _end = end;
    }

    public readonly ReadOnlySpan<byte> Of(ReadOnlySpan<byte> message) => message[_start.._end];
}
