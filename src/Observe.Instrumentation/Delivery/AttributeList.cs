namespace Observe.Instrumentation.Delivery;

/// <summary>Gathers attributes; values that are not there are left out.</summary>
internal struct AttributeList(int capacity)
{
    private EventAttribute[] _attributes = new EventAttribute[capacity];
    private int _count;

    public void Add(string key, string? value)
    {
        if (value is not null)
        {
            Add(new EventAttribute(key, value));
        }
    }

    public void Add(string key, long? value)
    {
        if (value is { } present)
        {
            Add(new EventAttribute(key, present));
        }
    }

    public void Add(string key, double? value)
    {
        if (value is { } present)
        {
            Add(new EventAttribute(key, present));
        }
    }

    public void Add(string key, bool value) => Add(new EventAttribute(key, value));

    public readonly ReadOnlyMemory<EventAttribute> ToMemory() => _attributes.AsMemory(0, _count);

    private void Add(EventAttribute attribute)
    {
        if (_count == _attributes.Length)
        {
            Array.Resize(ref _attributes, Math.Max(4, _count * 2));
        }

        _attributes[_count++] = attribute;
    }
}
