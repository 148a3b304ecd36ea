using System.Text;
using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>The value of an attribute or the body of a log record: whatever <c>AnyValue</c> can hold.</summary>
internal readonly ref struct OtlpValue
{
    private readonly ulong _number;

    public OtlpValue(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | (uint)WireType.Bytes:
                    Kind = OtlpValueKind.Text;
                    Bytes = reader.Bytes();
                    break;
                case (2 << 3) | (uint)WireType.Varint:
                    (Kind, _number) = (OtlpValueKind.Bool, reader.Varint());
                    break;
                case (3 << 3) | (uint)WireType.Varint:
                    (Kind, _number) = (OtlpValueKind.Int, reader.Varint());
                    break;
                case (4 << 3) | (uint)WireType.Fixed64:
                    (Kind, _number) = (OtlpValueKind.Double, reader.Fixed64());
                    break;
                case (5 << 3) | (uint)WireType.Bytes:
                    Kind = OtlpValueKind.Array;
                    Bytes = reader.Bytes();
                    break;
                case (6 << 3) | (uint)WireType.Bytes:
                    Kind = OtlpValueKind.Map;
                    Bytes = reader.Bytes();
                    break;
                case (7 << 3) | (uint)WireType.Bytes:
                    Kind = OtlpValueKind.Bytes;
                    Bytes = reader.Bytes();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    public OtlpValueKind Kind { get; }

    /// <summary>The text's UTF-8, the bytes, or the message that holds the items.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public bool Bool => _number != 0;

    public long Int => unchecked((long)_number);

    public double Double => BitConverter.UInt64BitsToDouble(_number);

    /// <summary>Of an array: each an <see cref="OtlpValue"/>.</summary>
    public ProtoMessages Items => new(Bytes, 1);

    /// <summary>Of a map.</summary>
    public OtlpAttributes Pairs => new(Bytes, 1);

    /// <summary>The value as .NET has it; allocates. What is no UTF-8 becomes replacement characters.</summary>
    public object? ToObject() => Kind switch
    {
        OtlpValueKind.Text => Encoding.UTF8.GetString(Bytes),
        OtlpValueKind.Bool => Bool,
        OtlpValueKind.Int => Int,
        OtlpValueKind.Double => Double,
        OtlpValueKind.Bytes => Bytes.ToArray(),
        OtlpValueKind.Array => ToArray(),
        OtlpValueKind.Map => ToMap(),
        _ => null,
    };

    private object?[] ToArray()
    {
        var items = new List<object?>();
        foreach (var item in Items)
        {
            items.Add(new OtlpValue(item).ToObject());
        }

        return [.. items];
    }

    private KeyValuePair<string, object?>[] ToMap()
    {
        var pairs = new List<KeyValuePair<string, object?>>();
        foreach (var pair in Pairs)
        {
            pairs.Add(new(Encoding.UTF8.GetString(pair.Key), pair.Value.ToObject()));
        }

        return [.. pairs];
    }
}
