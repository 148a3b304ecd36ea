namespace Observe.Agent.Sources.FileTail.Finding;

/// <summary>Names that log rotation gives: <c>app.log.1</c>, <c>app.log-20251120</c>, <c>app.log.2025-11-20</c>, <c>app.log.gz</c>.</summary>
internal static class RotatedName
{
    private const string Gzip = ".gz";

    private static readonly string[] Compressions = [Gzip, ".zst", ".xz", ".bz2"];

    public static bool IsGzip(ReadOnlySpan<char> name) => name.EndsWith(Gzip, StringComparison.Ordinal);

    public static bool IsCompressed(ReadOnlySpan<char> name)
    {
        foreach (var suffix in Compressions)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The path of the live file that a rotated one came from; null when the name bears no mark of rotation.</summary>
    public static string? LivePath(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        var length = LiveLength(name);
        return length == 0 ? null : path[..(path.Length - name.Length + length)];
    }

    /// <summary>Whether both names, apart from marks of rotation, are one: then a file is likely to be rotated from the other.</summary>
    public static bool AreRelated(string path, string other) => Stem(path).SequenceEqual(Stem(other));

    private static ReadOnlySpan<char> Stem(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        var length = LiveLength(name);
        return length == 0 ? name : name[..length];
    }

    /// <summary>The length of the live file's name within a rotated one; 0 when the name bears no mark of rotation.</summary>
    public static int LiveLength(ReadOnlySpan<char> name)
    {
        var whole = name.Length;
        foreach (var suffix in Compressions)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal))
            {
                name = name[..^suffix.Length];
                break;
            }
        }

        // Compression alone is a mark of rotation too: app-2025-11-20.log.gz comes from app-2025-11-20.log.
        var uncompressed = name.Length < whole ? name.Length : 0;
        var end = name.Length;
        while (end > 0 && (char.IsAsciiDigit(name[end - 1]) || (name[end - 1] is '-' or '_' && end < name.Length)))
        {
            end--;
        }

        if (end == name.Length || end == 0)
        {
            return uncompressed;
        }

        // The separator before the digits: a dot stands at end - 1, a dash was swallowed by the loop above.
        if (name[end - 1] == '.')
        {
            return end - 1;
        }

        return end < name.Length && name[end] is '-' or '_' ? end : uncompressed;
    }
}
