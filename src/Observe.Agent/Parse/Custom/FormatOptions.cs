using System.ComponentModel.DataAnnotations;

namespace Observe.Agent.Parse.Custom;

/// <summary>A format as declared: how the first line of a record is written, and in which files.</summary>
internal sealed class FormatOptions
{
    /// <summary>As many formats as may be declared: each is tried on the first lines of every file.</summary>
    public const int MaxFormats = 50;

    /// <summary>What reports call it.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>Text with fields in braces: <c>{time} [{level}] {category}: {message}</c>.</summary>
    public string? Pattern { get; set; }

    /// <summary>A regular expression whose named groups are the fields, where a pattern does not do.</summary>
    public string? Regex { get; set; }

    /// <summary>Files written in this format, by name or path with wildcards; empty for every file whose lines look like it.</summary>
    public IReadOnlyList<string> Files { get; set; } = [];

    public Continuation Continuation { get; set; }

    /// <summary>Every fault of the declarations, with the key it is about below <c>formats</c>.</summary>
    public static IEnumerable<(string Key, string Fault)> Faults(IReadOnlyList<FormatOptions> formats)
    {
        if (formats.Count > MaxFormats)
        {
            yield return ("", $"{formats.Count} formats are declared, at most {MaxFormats} are possible");
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < formats.Count; i++)
        {
            var format = formats[i];
            if (format.Name.Length > 0 && !names.Add(format.Name))
            {
                yield return ($"[{i}].name", $"'{format.Name}' is declared twice");
            }

            if ((format.Pattern is null) == (format.Regex is null))
            {
                yield return ($"[{i}].pattern", $"expected a pattern or a regex, one of the two, such as {FieldPattern.Example}");
            }
            else if (format.Pattern is { } pattern && FieldPattern.FaultOf(pattern) is { } fault)
            {
                yield return ($"[{i}].pattern", fault);
            }
            else if (format.Regex is { } regex && RegexHead.FaultOf(regex) is { } wrong)
            {
                yield return ($"[{i}].regex", wrong);
            }
        }
    }
}
