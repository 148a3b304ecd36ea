using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Observe.Agent.Tests.Records.Otlp;

/// <summary>Random messages of any generated type: every field, every kind of value, every nesting that the definition allows.</summary>
internal sealed class RandomMessages(int seed)
{
    private static readonly string[] Texts = ["", "a", "service.name", "größe", "日本語 🙂", "quote\" back\\slash", "line\nfeed\t\u0001", new string('x', 300)];
    /// <summary>Without a negative zero: the generated classes take it for a default and do not write it.</summary>
    private static readonly double[] Doubles = [0, 1, -1.5, 0.1, 1e300, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
    private static readonly long[] Longs = [0, 1, -1, 127, 128, 300, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];

    private readonly Random _random = new(seed);

    public T Next<T>()
        where T : IMessage<T>, new()
    {
        var message = new T();
        Fill(message, depth: 0);
        return message;
    }

    private void Fill(IMessage message, int depth)
    {
        foreach (var oneof in message.Descriptor.Oneofs.Where(o => !o.IsSynthetic))
        {
            var choice = _random.Next(oneof.Fields.Count + 1);
            if (choice < oneof.Fields.Count)
            {
                Set(message, oneof.Fields[choice], depth);
            }
        }

        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.RealContainingOneof is null && !field.Name.EndsWith("strindex", StringComparison.Ordinal) && _random.Next(4) > 0)
            {
                Set(message, field, depth);
            }
        }
    }

    private void Set(IMessage message, FieldDescriptor field, int depth)
    {
        // The index into a table of strings is for profiles alone.
        if (field.Name.EndsWith("strindex", StringComparison.Ordinal) || (field.FieldType == FieldType.Message && depth > 8))
        {
            return;
        }

        if (!field.IsRepeated)
        {
            field.Accessor.SetValue(message, Value(field, depth));
            return;
        }

        var list = (System.Collections.IList)field.Accessor.GetValue(message);
        for (var count = _random.Next(depth > 5 ? 2 : 4); count > 0; count--)
        {
            list.Add(Value(field, depth));
        }
    }

    private object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.Message => Message(field, depth),
        FieldType.String => Texts[_random.Next(Texts.Length)],
        FieldType.Bytes => Bytes(field),
        FieldType.Bool => _random.Next(2) == 1,
        FieldType.Enum => field.EnumType.Values[_random.Next(field.EnumType.Values.Count)].Number,
        FieldType.Double => Double(),
        FieldType.Int32 or FieldType.SInt32 => unchecked((int)Long()),
        FieldType.UInt32 or FieldType.Fixed32 => unchecked((uint)Long()),
        FieldType.Int64 or FieldType.SFixed64 => Long(),
        FieldType.UInt64 or FieldType.Fixed64 => unchecked((ulong)Long()),
        _ => throw new NotSupportedException(field.FieldType.ToString()),
    };

    private IMessage Message(FieldDescriptor field, int depth)
    {
        var message = field.MessageType.Parser.ParseFrom(ReadOnlySpan<byte>.Empty);
        Fill(message, depth + 1);
        return message;
    }

    private ByteString Bytes(FieldDescriptor field)
    {
        var bytes = new byte[field.Name.Contains("trace_id", StringComparison.Ordinal) ? 16 : field.Name.EndsWith("span_id", StringComparison.Ordinal) ? 8 : _random.Next(20)];
        _random.NextBytes(bytes);
        return ByteString.CopyFrom(bytes);
    }

    private double Double()
    {
        var value = _random.Next(3) == 0 ? Doubles[_random.Next(Doubles.Length)] : BitConverter.Int64BitsToDouble(_random.NextInt64());

        // JSON has one NaN alone.
        return double.IsNaN(value) ? double.NaN : value;
    }

    private long Long() => _random.Next(2) == 0 ? Longs[_random.Next(Longs.Length)] : _random.NextInt64() >> _random.Next(63);
}
