using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Sources.Otlp.Logs;

/// <summary>Writes one JSON object after the other, of bounded length, into memory that is used again.</summary>
internal sealed class JsonLine(int maxBytes)
{
    private const int MaxDepth = 16;

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private int _left;

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>True when something was left out because the object became too long.</summary>
    public bool IsCut { get; private set; }

    public void Begin()
    {
        _bytes.ResetWrittenCount();
        _left = maxBytes;
        IsCut = false;
        Raw("{"u8);
    }

    public void End() => Raw("}"u8);

    public void Member(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        if (Name(name))
        {
            Text(text);
        }
    }

    public void Member(ReadOnlySpan<byte> name, in OtlpValue value)
    {
        if (Name(name))
        {
            Value(value, MaxDepth);
        }
    }

    /// <summary>A member of bytes that are shown as hexadecimal digits.</summary>
    public void Hex(ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes)
    {
        if (Name(name))
        {
            Raw("\""u8);
            Convert.TryToHexStringLower(bytes, _bytes.GetSpan(bytes.Length * 2), out var written);
            _bytes.Advance(written);
            Raw("\""u8);
        }
    }

    /// <summary>The members of another object, or members as they stand; both are well-formed JSON.</summary>
    public void Members(ReadOnlySpan<byte> json)
    {
        var members = json.Trim(" \t\r\n"u8);
        if (members is [(byte)'{', .. var inner, (byte)'}'])
        {
            members = inner.Trim(" \t\r\n"u8);
        }

        if (!members.IsEmpty && Take(members.Length) == members.Length)
        {
            Separate();
            Raw(members);
        }
    }

    private bool Name(ReadOnlySpan<byte> name)
    {
        // With a little beside the name, so that members of nothing come to an end too.
        if (_left <= name.Length + 8)
        {
            IsCut = true;
            return false;
        }

        Separate();
        Text(name);
        Raw(":"u8);
        _left -= 8;
        return true;
    }

    private void Separate()
    {
        if (_bytes.WrittenSpan[^1] is not ((byte)'{' or (byte)'['))
        {
            Raw(","u8);
        }
    }

    private void Value(in OtlpValue value, int depth)
    {
        switch (value.Kind)
        {
            case OtlpValueKind.Text:
                Text(value.Bytes);
                break;
            case OtlpValueKind.Bool:
                Raw(value.Bool ? "true"u8 : "false"u8);
                break;
            case OtlpValueKind.Int:
                Utf8Formatter.TryFormat(value.Int, _bytes.GetSpan(24), out var digits);
                _bytes.Advance(digits);
                break;
            case OtlpValueKind.Double:
                Number(value.Double);
                break;
            case OtlpValueKind.Bytes:
                Raw("\""u8);
                var bytes = value.Bytes[..Take(value.Bytes.Length)];
                Base64.EncodeToUtf8(bytes, _bytes.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var encoded);
                _bytes.Advance(encoded);
                Raw("\""u8);
                break;
            case OtlpValueKind.Array when depth > 0:
                Raw("["u8);
                foreach (var item in value.Items)
                {
                    if (Take(8) < 8)
                    {
                        break;
                    }

                    Separate();
                    Value(new OtlpValue(item), depth - 1);
                }

                Raw("]"u8);
                break;
            case OtlpValueKind.Map when depth > 0:
                Raw("{"u8);
                foreach (var pair in value.Pairs)
                {
                    if (!Name(pair.Key))
                    {
                        break;
                    }

                    Value(pair.Value, depth - 1);
                }

                Raw("}"u8);
                break;
            default:
                Raw("null"u8);
                break;
        }
    }

    /// <summary>JSON has no words for what is no number.</summary>
    private void Number(double number)
    {
        var isNumber = double.IsFinite(number);
        Raw(isNumber ? ""u8 : "\""u8);
        number.TryFormat(_bytes.GetSpan(32), out var written, "R", CultureInfo.InvariantCulture);
        _bytes.Advance(written);
        Raw(isNumber ? ""u8 : "\""u8);
    }

    private void Text(ReadOnlySpan<byte> text)
    {
        Raw("\""u8);
        text = Utf8Prefix.Of(text, Take(text.Length));
        while (text.IndexOfAny(Escaped) is >= 0 and var at)
        {
            Raw(text[..at]);
            Escape(text[at]);
            text = text[(at + 1)..];
        }

        Raw(text);
        Raw("\""u8);
    }

    private void Escape(byte b)
    {
        switch (b)
        {
            case (byte)'\n':
                Raw("\\n"u8);
                break;
            case (byte)'\r':
                Raw("\\r"u8);
                break;
            case (byte)'\t':
                Raw("\\t"u8);
                break;
            case (byte)'"':
                Raw("\\\""u8);
                break;
            case (byte)'\\':
                Raw("\\\\"u8);
                break;
            default:
                Raw("\\u00"u8);
                Raw(Encoding.ASCII.GetBytes(b.ToString("x2", CultureInfo.InvariantCulture)));
                break;
        }
    }

    /// <summary>How many of so many bytes there is room for.</summary>
    private int Take(int bytes)
    {
        var taken = Math.Min(bytes, _left);
        IsCut |= taken < bytes;
        _left -= taken;
        return taken;
    }

    private void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);
}
