namespace Observe.Agent.Tests.Records.Otlp;

/// <summary>Damages bytes as networks and broken senders do: bits flipped, bytes changed, cut off, left out, repeated.</summary>
internal sealed class Damage(int seed)
{
    private static readonly byte[] Telling = [0x00, 0x01, 0x7F, 0x80, 0xFF, 0x0A, 0x0B, 0x0C, (byte)'{', (byte)'"', (byte)'9'];

    private readonly Random _random = new(seed);
    private byte[] _buffer = new byte[64];

    /// <summary>A damaged copy, valid until the next call.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length < bytes.Length + 16)
        {
            _buffer = new byte[bytes.Length + 16];
        }

        bytes.CopyTo(_buffer);
        var length = bytes.Length;
        for (var times = 1 + _random.Next(3); times > 0 && length > 0; times--)
        {
            var at = _random.Next(length);
            switch (_random.Next(6))
            {
                case 0:
                    _buffer[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    _buffer[at] = (byte)_random.Next(256);
                    break;
                case 2:
                    _buffer[at] = Telling[_random.Next(Telling.Length)];
                    break;
                case 3:
                    length = at;
                    break;
                case 4:
                    _buffer.AsSpan(at + 1, length - at - 1).CopyTo(_buffer.AsSpan(at));
                    length--;
                    break;
                case 5 when length < _buffer.Length:
                    _buffer.AsSpan(at, length - at).CopyTo(_buffer.AsSpan(at + 1));
                    length++;
                    break;
            }
        }

        return _buffer.AsSpan(0, length);
    }
}
