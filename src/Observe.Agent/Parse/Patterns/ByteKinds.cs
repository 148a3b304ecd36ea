namespace Observe.Agent.Parse.Patterns;

/// <summary>The kind of each byte value. Bytes above ASCII are letters: any text is split without being decoded.</summary>
internal static class ByteKinds
{
    private static readonly ByteKind[] Table = [.. Enumerable.Range(0, 256).Select(b => Classify((char)b))];

    public static ByteKind Of(byte value) => Table[value];

    private static ByteKind Classify(char c) => c switch
    {
        <= ' ' or '"' or '\'' or '(' or ')' or '[' or ']' or '{' or '}' or '<' or '>' or ',' or ';' or '|' or ':' or '`' or '#' or '=' => ByteKind.Delimiter,
        >= '0' and <= '9' => ByteKind.Digit,
        (>= 'a' and <= 'f') or (>= 'A' and <= 'F') => ByteKind.Letter,
        (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or >= '\x80' => ByteKind.Letter | ByteKind.NotHex,
        '/' or '\\' => ByteKind.Slash | ByteKind.NotHex,
        '.' => ByteKind.Dot | ByteKind.NotHex,
        '@' => ByteKind.At | ByteKind.NotHex,
        _ => ByteKind.NotHex,
    };
}
