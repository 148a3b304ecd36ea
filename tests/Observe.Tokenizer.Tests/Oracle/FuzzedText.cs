using System.Text;

namespace Observe.Tokenizer.Tests.Oracle;

/// <summary>Documents made to upset a tokenizer; the same seed gives the same ones.</summary>
internal sealed class FuzzedText(int seed, TokenEncoding encoding, IReadOnlyList<string> corpus)
{
    private static readonly string[] Parts =
    [
        "'s", "'S", "'re", "'LL", "'ve", "'d", "'m", "'t", "'\u017F", "'l", "'", "''", " ", "  ", "\n", "\r\n", "\t", "\u00A0", "\u0085", "\u3000",
        "/", "//", "\n/", "...", "\":\"", "{\"a\":1}", "Hello", "HELLO", "hello", "camelCase", "XMLHttp", "a", "Z", "\u01C5", "\u02B0", "\u0301",
        "\u0928\u092E\u0938\u094D\u0924\u0947", "\u4F60\u597D", "\u3042\u30A2", "\uAC00", "\u0660", "1", "12", "1234", "\u00BD", "\u2167",
        "\U0001F600", "\U0001F468\u200D\U0001F469", "\uFEFF", "\0", "\u2028", "\u0130", "\u1E9E", "<|endoftext|>", "_", "\u200B", "\uFFFD",
    ];

    private readonly Random _random = new(seed);

    public string Next() => _random.Next(9) switch
    {
        0 => CodePoints(_ => _random.Next(0x110000)),
        1 => CodePoints(_ => _random.Next(0x3000)),
        2 => CodePoints(_ => _random.Next(128)),
        3 => CodePoints(block => (block + _random.Next(64)) % 0x110000),
        4 => Joined(() => Parts[_random.Next(Parts.Length)]),
        5 => Joined(() => encoding.Decode([_random.Next(encoding.TokenCount - 10)])),
        6 => Mutated(),
        7 => Repeated(),
        _ => string.Concat(Enumerable.Range(0, _random.Next(1, 40)).Select(_ => (char)_random.Next(0xD7F0, 0xE010))),
    };

    /// <summary>A document as bytes that are often no valid UTF-8.</summary>
    public byte[] NextBytes()
    {
        var bytes = Encoding.UTF8.GetBytes(Next());
        for (var changes = _random.Next(4); changes > 0 && bytes.Length > 0; changes--)
        {
            bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        }

        return _random.Next(3) == 0 ? bytes[_random.Next(bytes.Length + 1)..] : bytes;
    }

    private string CodePoints(Func<int, int> next)
    {
        var block = _random.Next(0x110000);
        var text = new StringBuilder();
        for (var count = _random.Next(1, 120); count > 0; count--)
        {
            var code = next(block);
            text.Append(code is >= 0xD800 and < 0xE000 ? ((char)code).ToString() : char.ConvertFromUtf32(code));
        }

        return text.ToString();
    }

    private string Joined(Func<string> part)
    {
        var text = new StringBuilder();
        for (var count = _random.Next(1, 40); count > 0; count--)
        {
            text.Append(part());
        }

        return text.ToString();
    }

    private string Mutated()
    {
        var source = corpus[_random.Next(corpus.Count)];
        var start = _random.Next(source.Length);
        var text = new StringBuilder(source.Substring(start, Math.Min(_random.Next(1, 300), source.Length - start)));
        for (var changes = _random.Next(6); changes > 0; changes--)
        {
            text.Insert(_random.Next(text.Length + 1), Parts[_random.Next(Parts.Length)]);
        }

        return text.ToString();
    }

    private string Repeated()
    {
        var part = Parts[_random.Next(Parts.Length)] + (_random.Next(2) == 0 ? Parts[_random.Next(Parts.Length)] : "");
        return string.Concat(Enumerable.Repeat(part, _random.Next(1, 300))) + Parts[_random.Next(Parts.Length)];
    }
}
