namespace Observe.Agent.Sources.FileTail.Content;

/// <summary>
/// A hash of some bytes of a log (at most 256), by which it is known again: those it begins with, and those before the
/// offset up to which it is counted.
/// </summary>
internal readonly record struct Fingerprint(ulong Hash, int Length)
{
    public const int MaxLength = 256;

    private const ulong Offset = 14695981039346656037;

    /// <summary>Of the last bytes of what was read, as many as count.</summary>
    public static Fingerprint OfEnd(ReadOnlySpan<byte> read)
    {
        read = read[^Math.Min(read.Length, MaxLength)..];
        return new Fingerprint(Fnv1a(read), read.Length);
    }

    /// <summary>Of the bytes before an offset.</summary>
    public static Fingerprint Before(ILogContent content, long offset)
    {
        Span<byte> bytes = stackalloc byte[(int)Math.Min(offset, MaxLength)];
        var read = Fill(content, bytes, offset - bytes.Length);
        return new Fingerprint(Fnv1a(bytes[..read]), read);
    }

    /// <summary>Of the first bytes, once for each number of them: the place in the list is the length. Gives the length of the list.</summary>
    /// <param name="hashes">Room for one more than <see cref="MaxLength"/>.</param>
    public static int Beginnings(ILogContent content, Span<ulong> hashes)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        bytes = bytes[..Fill(content, bytes, 0)];
        hashes[0] = Offset;
        for (var i = 0; i < bytes.Length; i++)
        {
            hashes[i + 1] = Fnv1a(bytes.Slice(i, 1), hashes[i]);
        }

        return bytes.Length + 1;
    }

    /// <summary>Of a file that goes on with these bytes. What was read is hashed, never read again: it can have changed since.</summary>
    public Fingerprint With(ReadOnlySpan<byte> next)
    {
        next = next[..Math.Min(next.Length, MaxLength - Length)];
        return new Fingerprint(Fnv1a(next, Length == 0 ? Offset : Hash), Length + next.Length);
    }

    /// <summary>Whether these very bytes stand at the offset; no bytes stand everywhere.</summary>
    public bool IsAt(ILogContent content, long offset)
    {
        if (Length == 0)
        {
            return true;
        }

        Span<byte> bytes = stackalloc byte[Length];
        return Fill(content, bytes, offset) == Length && Fnv1a(bytes) == Hash;
    }

    private static int Fill(ILogContent content, Span<byte> bytes, long offset)
    {
        var filled = 0;
        int read;
        while (filled < bytes.Length && (read = content.Read(bytes[filled..], offset + filled)) > 0)
        {
            filled += read;
        }

        return filled;
    }

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
