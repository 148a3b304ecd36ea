using Microsoft.Win32.SafeHandles;

namespace Observe.Agent.Sources.FileTail;

/// <summary>A hash of a file's first bytes (at most 256), by which it is known again after a restart.</summary>
internal readonly record struct Fingerprint(ulong Hash, int Length)
{
    public const int MaxLength = 256;

    private const ulong Offset = 14695981039346656037;

    /// <summary>Hashes what the file begins with, at most <paramref name="length"/> bytes.</summary>
    public static Fingerprint Of(SafeFileHandle handle, long length)
    {
        Span<byte> beginning = stackalloc byte[MaxLength];
        beginning = beginning[..(int)Math.Min(length, MaxLength)];
        var read = beginning.IsEmpty ? 0 : RandomAccess.Read(handle, beginning, 0);
        return new Fingerprint(Fnv1a(beginning[..read]), read);
    }

    /// <summary>Of a file that goes on with these bytes. What was read is hashed, never read again: it can have changed since.</summary>
    public Fingerprint With(ReadOnlySpan<byte> next)
    {
        next = next[..Math.Min(next.Length, MaxLength - Length)];
        return new Fingerprint(Fnv1a(next, Length == 0 ? Offset : Hash), Length + next.Length);
    }

    /// <summary>Whether the file still begins with the bytes of this fingerprint; every file begins with none.</summary>
    public bool Matches(SafeFileHandle handle) => Length == 0 || Of(handle, Length) == this;

    /// <summary>FNV-1a, 64 bits (draft-eastlake-fnv): short input, kept on disk, so stable by definition.</summary>
    private static ulong Fnv1a(ReadOnlySpan<byte> bytes, ulong hash = Offset)
    {
        foreach (var b in bytes)
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return hash;
    }
}
