using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Schema;

/// <summary>A message of OTLP with its fields. Types may hold themselves, so fields are given after the type is made.</summary>
internal sealed class OtlpMessageType(string name)
{
    /// <summary>OTLP's field numbers are small; those above are unknown to it.</summary>
    public const int MaxField = 31;

    private readonly OtlpField?[] _byNumber = new OtlpField?[MaxField + 1];

    public string Name { get; } = name;

    /// <summary>Whether it is a key with a value, which most messages of most requests are.</summary>
    public bool IsAttribute { get; init; }

    public IReadOnlyList<OtlpField> Fields { get; private set; } = [];

    public OtlpField? this[uint number] => number <= MaxField ? _byNumber[number] : null;

    public OtlpMessageType Having(params OtlpField[] fields)
    {
        Fields = fields;
        foreach (var field in fields)
        {
            _byNumber[field.Number] = field;
            Shapes[field.Number] = ShapeOf(field);
        }

        return this;
    }

    /// <summary>For <see cref="OtlpValidation"/>: what it must know of each field, by number, without going through the objects.</summary>
    internal FieldShape[] Shapes { get; } = new FieldShape[MaxField + 1];

    internal OtlpMessageType? MessageAt(uint number) => _byNumber[number]!.Message;

    private static FieldShape ShapeOf(OtlpField field) => field switch
    {
        { Message.IsAttribute: true } => FieldShape.Attribute,
        { Kind: OtlpFieldKind.Message } => FieldShape.Message,
        { IsPacked: true, Wire: WireType.Fixed64 } => FieldShape.PackedFixed64,
        { IsPacked: true } => FieldShape.PackedVarints,
        { Wire: WireType.Varint } => FieldShape.Varint,
        { Wire: WireType.Fixed64 } => FieldShape.Fixed64,
        { Wire: WireType.Fixed32 } => FieldShape.Fixed32,
        _ => FieldShape.Bytes,
    };
}
