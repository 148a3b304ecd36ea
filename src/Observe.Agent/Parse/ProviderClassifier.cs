using System.Text;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse;

/// <summary>
/// Finds the configured provider that a text names: the whole text, or a word in it. Ids are those of
/// <see cref="NameTables.Providers"/>, 0 for none. Immutable, hence shared by all workers.
/// </summary>
internal sealed class ProviderClassifier
{
    private readonly FoldedTable<ushort> _exact;
    private readonly (byte[] Name, ushort Provider)[] _names;

    public ProviderClassifier(ProviderOptions options, NameTables names)
    {
        var owners = new Dictionary<string, ushort>(StringComparer.Ordinal);
        foreach (var (provider, aliases) in KnownProviders.All.Concat(options.Providers))
        {
            var label = provider.Trim().ToLowerInvariant();
            var id = names.Providers.Intern(label);
            foreach (var name in (aliases ?? []).Prepend(label).SelectMany(Spellings))
            {
                owners[name] = id;
            }
        }

        _exact = new FoldedTable<ushort>(owners);
        _names = [.. owners.Select(o => (Encoding.UTF8.GetBytes(o.Key), o.Value)).OrderByDescending(n => n.Item1.Length)];
    }

    /// <summary>The provider whose name the whole text is.</summary>
    public ushort FindExact(ReadOnlySpan<byte> text) => _exact.Find(text);

    /// <summary>The provider named by a field, a tag, a category or a logger.</summary>
    public ushort Find(ReadOnlySpan<byte> text)
    {
        var id = _exact.Find(text);
        return id != 0 || text.Length > NameTable.MaxNameBytes ? id : FindWord(text);
    }

    /// <summary>The provider that a path names: the file name first, then folders from the nearest on.</summary>
    public ushort FindInPath(string path)
    {
        var segments = path.Split('/', '\\');
        for (var i = segments.Length - 1; i >= 0; i--)
        {
            if (FindWord(Encoding.UTF8.GetBytes(segments[i])) is not 0 and var id)
            {
                return id;
            }
        }

        return 0;
    }

    /// <summary>The first name that stands in the text as a word; the longest where several begin.</summary>
    private ushort FindWord(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (IsWordByte(text[at]) && (at == 0 || !IsWordByte(text[at - 1])))
            {
                foreach (var (name, provider) in _names)
                {
                    if (name.Length <= text.Length - at && Ascii.EqualsIgnoreCase(text.Slice(at, name.Length), name)
                        && (at + name.Length == text.Length || !IsWordByte(text[at + name.Length])))
                    {
                        return provider;
                    }
                }
            }
        }

        return 0;
    }

    private static bool IsWordByte(byte b) => char.IsAsciiLetterOrDigit((char)b) || b >= 0x80;

    /// <summary>A name of several words is written with <c>_</c>, <c>-</c> or a space between them.</summary>
    private static IEnumerable<string> Spellings(string name)
    {
        var lower = name.Trim().ToLowerInvariant();
        return new[] { lower, lower.Replace('_', '-'), lower.Replace('_', ' ') }.Distinct(StringComparer.Ordinal);
    }
}
