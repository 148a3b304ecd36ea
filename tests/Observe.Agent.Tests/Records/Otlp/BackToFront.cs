using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Observe.Agent.Tests.Records.Otlp;

/// <summary>Encodes a message with the fields of every message in it in falling order, which is as valid as the usual one.</summary>
internal static class BackToFront
{
    public static byte[] Encode(IMessage message)
    {
        using var bytes = new MemoryStream();
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder().Reverse())
        {
            Write(bytes, message, field);
        }

        return bytes.ToArray();
    }

    private static void Write(MemoryStream bytes, IMessage message, FieldDescriptor field)
    {
        if (field.HasPresence && !field.Accessor.HasValue(message))
        {
            return;
        }

        var value = field.Accessor.GetValue(message);
        if (field.FieldType != FieldType.Message)
        {
            Alone(message.Descriptor, field, value).WriteTo(bytes);
            return;
        }

        foreach (IMessage part in field.IsRepeated ? (IEnumerable)value : new[] { value })
        {
            using var output = new CodedOutputStream(bytes, leaveOpen: true);
            output.WriteTag(field.FieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(Encode(part)));
        }
    }

    private static IMessage Alone(MessageDescriptor type, FieldDescriptor field, object value)
    {
        var alone = (IMessage)Activator.CreateInstance(type.ClrType)!;
        if (!field.IsRepeated)
        {
            field.Accessor.SetValue(alone, value);
            return alone;
        }

        var list = (IList)field.Accessor.GetValue(alone);
        foreach (var item in (IList)value)
        {
            list.Add(item);
        }

        return alone;
    }
}
