using System.Text;
using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Schema;

/// <summary>One field of a message.</summary>
internal sealed class OtlpField(int number, string name, OtlpFieldKind kind, OtlpMessageType? message = null, bool repeated = false)
{
    public int Number { get; } = number;

    public OtlpFieldKind Kind { get; } = kind;

    /// <summary>The type of a <see cref="OtlpFieldKind.Message"/>.</summary>
    public OtlpMessageType? Message { get; } = message;

    public bool IsRepeated { get; } = repeated;

    /// <summary>The name as the .proto file has it, and as JSON writes it.</summary>
    public string Name { get; } = name;

    public byte[] ProtoName { get; } = Encoding.UTF8.GetBytes(name);

    public byte[] JsonName { get; } = Encoding.UTF8.GetBytes(LowerCamel(name));

    /// <summary>How one value lies on the wire.</summary>
    public WireType Wire => Kind switch
    {
        OtlpFieldKind.Text or OtlpFieldKind.Message or OtlpFieldKind.Bytes or OtlpFieldKind.Id => WireType.Bytes,
        OtlpFieldKind.FixedULong or OtlpFieldKind.FixedLong or OtlpFieldKind.Number => WireType.Fixed64,
        OtlpFieldKind.FixedUInt => WireType.Fixed32,
        _ => WireType.Varint,
    };

    /// <summary>Whether several values lie in one block.</summary>
    public bool IsPacked => IsRepeated && Wire != WireType.Bytes;

    private static string LowerCamel(string name)
    {
        var words = name.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }
}
