using Observe.Agent.Parse.Values;

namespace Observe.Agent.Parse.Patterns;

/// <summary>
/// One pass over a message that splits it into words and masks those that vary: numbers, hexadecimal, paths, addresses,
/// values behind <c>=</c>, units behind numbers, names of days and months, who a <c>user</c> is. Neighbouring masks are one.
/// Keeps its tokens until the next message: not thread-safe.
/// </summary>
internal sealed class MessageScan
{
    /// <summary>What is behind this many words or bytes does not tell patterns apart.</summary>
    public const int MaxTokens = 256, MaxBytes = 4096;

    private const ulong Basis = 14695981039346656037, Prime = 1099511628211;

    private static readonly FoldedTable<byte> Units = Set(
        "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "bytes", "byte", "B", "ms", "us", "ns", "s", "sec", "secs", "second", "seconds",
        "min", "mins", "minutes", "hours", "msec", "msecs");

    private static readonly FoldedTable<byte> Dates = Set(
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        "PDT", "PST", "UTC", "GMT", "EST", "EDT", "CST", "CET", "CEST");

    private readonly Token[] _tokens = new Token[MaxTokens];
    private int _count;
    private bool _valueNext, _nameNext;

    public ReadOnlySpan<Token> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>Splits and masks a message, and returns the hash of what is left: the shape that it shares with others.</summary>
    public ulong Scan(ReadOnlySpan<byte> message)
    {
        message = message[..Math.Min(message.Length, MaxBytes)];
        _count = 0;
        _valueNext = _nameNext = false;
        for (var at = 0; at < message.Length && _count < MaxTokens;)
        {
            at = (ByteKinds.Of(message[at]) & ByteKind.Delimiter) != ByteKind.None ? PassDelimiter(message, at) : ReadWord(message, at);
        }

        return Shape(Tokens);
    }

    public static ulong Shape(ReadOnlySpan<Token> tokens)
    {
        var shape = 0xCBF29CE484222325;
        foreach (ref readonly var token in tokens)
        {
            shape = (shape ^ token.Hash) * 0x9FB21C651E98DF25;
            shape ^= shape >> 29;
        }

        return shape;
    }

    private int PassDelimiter(ReadOnlySpan<byte> message, int at)
    {
        switch (message[at])
        {
            case (byte)'=':
                // "logname= uid=0": nothing is there; "mask = 5" has spaces on both sides.
                _valueNext = at + 1 < message.Length && (message[at + 1] != ' ' || (at > 0 && message[at - 1] == ' '));
                break;
            case (byte)'"' when _valueNext && at > 0 && message[at - 1] == '=' && message[(at + 1)..].IndexOf((byte)'"') is >= 0 and var length:
                Add(Token.Wildcard, at + 1, at + 1 + length);
                _valueNext = false;
                return at + length + 2;
            case (byte)'<' when message[at..].StartsWith("<*>"u8):
                // A template that is scanned again, or the masks of another tool.
                Add(Token.Wildcard, at, at + 3);
                _valueNext = _nameNext = false;
                return at + 3;
            case (byte)' ' when _nameNext && at + 1 < message.Length && message[at + 1] == ' ':
                // "user  from": nobody was named.
                Add(Token.Wildcard, at + 1, at + 1);
                _nameNext = false;
                break;
            default:
                break;
        }

        return at + 1;
    }

    private int ReadWord(ReadOnlySpan<byte> message, int start)
    {
        if (AddressParts.Length(message, start) is > 0 and var address)
        {
            Add(Token.Wildcard, start, start + address);
            _valueNext = _nameNext = false;
            return start + address;
        }

        var hash = Basis;
        var kinds = ByteKind.None;
        var dots = 0;
        var slashes = 0;
        var at = start;
        for (; at < message.Length; at++)
        {
            var value = message[at];
            var kind = ByteKinds.Of(value);
            if ((kind & ByteKind.Delimiter) != ByteKind.None || ((kind & (ByteKind.Dot | ByteKind.Slash)) != ByteKind.None && EndsWord(message, at)))
            {
                break;
            }

            kinds |= kind;
            dots += (kind & ByteKind.Dot) != ByteKind.None ? 1 : 0;
            slashes += (kind & ByteKind.Slash) != ByteKind.None ? 1 : 0;
            hash = (hash ^ value) * Prime;
        }

        var behind = Math.Max(at, start + 1);
        while (behind < message.Length && message[behind] == '.')
        {
            behind++;
        }

        var end = at;
        while (end > start && message[end - 1] is (byte)'.' or (byte)'!' or (byte)'?' or (byte)'-')
        {
            end--;
            dots -= message[end] == '.' ? 1 : 0;
        }

        if (end == start || ((kinds & (ByteKind.Letter | ByteKind.Digit | ByteKind.Slash)) == ByteKind.None))
        {
            return behind;
        }

        var word = message[start..end];
        var varies = Varies(word, kinds, dots, slashes) || IsHostAndPort(message, at, dots);
        _valueNext = false;
        _nameNext = !varies && word.Length == 4 && (word[0] | 0x20) == 'u' && word[1..].SequenceEqual("ser"u8);
        Add(varies ? Token.Wildcard : end == at ? hash : Hash(word), start, end);
        return behind;
    }

    /// <summary>Dots in a row, and the escaped quote of a JSON message.</summary>
    private static bool EndsWord(ReadOnlySpan<byte> message, int at) =>
        at + 1 < message.Length
        && ((message[at] == '.' && message[at + 1] == '.') || (message[at] == '\\' && message[at + 1] == '"'));

    private bool Varies(ReadOnlySpan<byte> word, ByteKind kinds, int dots, int slashes) =>
        (kinds & (ByteKind.Digit | ByteKind.At)) != ByteKind.None
        || slashes >= 2
        || (slashes > 0 && word[0] is (byte)'/' or (byte)'.')
        || dots >= 2
        || ((kinds & ByteKind.NotHex) == ByteKind.None && word.Length >= 8)
        || _valueNext
        || _nameNext
        || (word.Length <= 7 && _count > 0 && _tokens[_count - 1].Hash == Token.Wildcard && Units.Find(word) != 0)
        || (word.Length is 3 or 4 && Dates.Find(word) != 0 && word[0] is >= (byte)'A' and <= (byte)'Z');

    private static bool IsHostAndPort(ReadOnlySpan<byte> message, int at, int dots) =>
        dots >= 1 && at + 1 < message.Length && message[at] == ':' && message[at + 1] is >= (byte)'0' and <= (byte)'9';

    private void Add(ulong hash, int start, int end)
    {
        if (hash == Token.Wildcard && _count > 0 && _tokens[_count - 1].Hash == Token.Wildcard)
        {
            _tokens[_count - 1].End = end;
        }
        else if (_count < MaxTokens)
        {
            _tokens[_count++] = new Token { Hash = hash, Start = start, End = end };
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> word)
    {
        var hash = Basis;
        foreach (var value in word)
        {
            hash = (hash ^ value) * Prime;
        }

        return hash;
    }

    private static FoldedTable<byte> Set(params string[] words) =>
        new(words.Distinct(StringComparer.OrdinalIgnoreCase).Select(w => KeyValuePair.Create(w, (byte)1)));
}
