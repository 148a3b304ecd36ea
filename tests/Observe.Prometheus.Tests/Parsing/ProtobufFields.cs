using System.Text;

namespace Observe.Prometheus.Tests.Parsing;

/// <summary>The fields of a protobuf message: numbers, eight bytes, or bytes.</summary>
internal sealed class ProtobufFields
{
    private readonly List<(int Field, ulong Number, byte[] Bytes)> _fields = [];

    public ProtobufFields(ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            var tag = Varint(ref message);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((field, Varint(ref message), []));
                    break;
                case 1:
                    _fields.Add((field, BitConverter.ToUInt64(message), []));
                    message = message[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref message);
                    _fields.Add((field, 0, message[..length].ToArray()));
                    message = message[length..];
                    break;
                default:
                    throw new FormatException($"wire type {tag & 7}");
            }
        }
    }

    public ulong Number(int field) => _fields.LastOrDefault(entry => entry.Field == field).Number;

    public long Signed(int field) => ZigZag(Number(field));

    public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    public string Text(int field) =>
        new UTF8Encoding(false, true).GetString(_fields.LastOrDefault(entry => entry.Field == field).Bytes ?? []);

    public bool Has(int field) => _fields.Exists(entry => entry.Field == field);

    public IEnumerable<ProtobufFields> Messages(int field) =>
        _fields.Where(entry => entry.Field == field).Select(entry => new ProtobufFields(entry.Bytes));

    public IEnumerable<long> SignedNumbers(int field) =>
        _fields.Where(entry => entry.Field == field).Select(entry => ZigZag(entry.Number));

    public static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    private static long ZigZag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);
}
