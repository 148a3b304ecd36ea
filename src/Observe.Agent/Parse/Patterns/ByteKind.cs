namespace Observe.Agent.Parse.Patterns;

/// <summary>What a byte means to the split of a message into words; a word's kinds are those of its bytes together.</summary>
[Flags]
internal enum ByteKind : byte
{
    None = 0,
    Delimiter = 1,
    Digit = 2,
    Letter = 4,
    Slash = 8,
    Dot = 16,
    At = 32,

    /// <summary>Cannot stand in a hexadecimal number.</summary>
    NotHex = 64,
}
