namespace Observe.Agent.Parse.Patterns;

/// <summary>A word of a message: the hash of its bytes, or <see cref="Wildcard"/> where it was masked, and its place.</summary>
internal struct Token
{
    /// <summary>Stands for every masked word.</summary>
    public const ulong Wildcard = 0x9E3779B97F4A7C15;

    public ulong Hash;
    public int Start, End;
}
