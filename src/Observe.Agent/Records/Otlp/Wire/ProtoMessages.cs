namespace Observe.Agent.Records.Otlp.Wire;

/// <summary>The values of a repeated field of messages (or texts) within one message, in their order; for <c>foreach</c>.</summary>
internal readonly ref struct ProtoMessages(ReadOnlySpan<byte> message, int field)
{
    private readonly ReadOnlySpan<byte> _message = message;

    public Enumerator GetEnumerator() => new(_message, field);

    public int Count()
    {
        var count = 0;
        foreach (var _ in this)
        {
            count++;
        }

        return count;
    }

    public ref struct Enumerator(ReadOnlySpan<byte> message, int field)
    {
        private readonly uint _tag = (uint)((field << 3) | (int)WireType.Bytes);
        private ProtoReader _reader = new(message);

        public ReadOnlySpan<byte> Current { get; private set; }

        public bool MoveNext()
        {
            while (_reader.Next())
            {
                if (_reader.Tag == _tag)
                {
                    Current = _reader.Bytes();
                    return true;
                }

                _reader.Skip();
            }

            return false;
        }
    }
}
