using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Views;

/// <summary>The attributes within a message, in their order on the wire; for <c>foreach</c>.</summary>
internal readonly ref struct OtlpAttributes(ReadOnlySpan<byte> message, int field)
{
    private readonly ReadOnlySpan<byte> _message = message;

    public Enumerator GetEnumerator() => new(_message, field);

    public int Count() => new ProtoMessages(_message, field).Count();

    /// <summary>Finds the value of a key. With a key given twice, which OTLP forbids, the first counts.</summary>
    public bool TryGet(ReadOnlySpan<byte> key, out OtlpValue value)
    {
        foreach (var attribute in this)
        {
            if (attribute.Key.SequenceEqual(key))
            {
                value = attribute.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    public ref struct Enumerator(ReadOnlySpan<byte> message, int field)
    {
        private ProtoMessages.Enumerator _messages = new(message, field);

        public readonly OtlpAttribute Current => new(_messages.Current);

        public bool MoveNext() => _messages.MoveNext();
    }
}
