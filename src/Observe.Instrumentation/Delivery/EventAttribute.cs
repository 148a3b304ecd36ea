namespace Observe.Instrumentation.Delivery;

/// <summary>A key and a value of one of OTLP's simple kinds, without boxing.</summary>
internal readonly struct EventAttribute
{
    private EventAttribute(string key, AttributeKind kind, string? text, long bits)
    {
        Key = key;
        Kind = kind;
        Text = text;
        Integer = bits;
    }

    public EventAttribute(string key, string value)
        : this(key, AttributeKind.Text, value, 0)
    {
    }

    public EventAttribute(string key, long value)
        : this(key, AttributeKind.Integer, null, value)
    {
    }

    public EventAttribute(string key, double value)
        : this(key, AttributeKind.Number, null, BitConverter.DoubleToInt64Bits(value))
    {
    }

    public EventAttribute(string key, bool value)
        : this(key, AttributeKind.Boolean, null, value ? 1 : 0)
    {
    }

    public string Key { get; }

    public AttributeKind Kind { get; }

    public string? Text { get; }

    public long Integer { get; }

    public double Number => BitConverter.Int64BitsToDouble(Integer);

    public bool Boolean => Integer != 0;

    /// <summary>A value of any type; what is not simple becomes its text.</summary>
    public static EventAttribute Of(string key, object? value) => value switch
    {
        string text => new(key, text),
        bool flag => new(key, flag),
        int or long or short or byte or sbyte or ushort or uint => new(key, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        double or float or decimal => new(key, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
        TimeSpan time => new(key, time.TotalSeconds),
        IFormattable formattable => new(key, formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture)),
        _ => new(key, value?.ToString() ?? ""),
    };
}
