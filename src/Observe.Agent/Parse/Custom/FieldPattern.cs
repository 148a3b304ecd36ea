using System.Text;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;

namespace Observe.Agent.Parse.Custom;

/// <summary>
/// A pattern of fields and of the text between them. A field reaches to the next text, the last one to the end of the line; a
/// time takes what is a time, spaces and all. A space stands for one or more.
/// </summary>
internal sealed class FieldPattern : ILineHead
{
    public const string Example = "\"{time} [{level}] {category}: {message}\"";

    private const string Ignored = "_";

    private readonly Timestamps _timestamps;
    private readonly List<Part> _parts;

    public FieldPattern(string pattern, Timestamps timestamps)
    {
        _timestamps = timestamps;
        _parts = Split(pattern, out var fault);
        if (fault is not null)
        {
            throw new ArgumentException(fault, nameof(pattern));
        }
    }

    /// <summary>What is wrong with a pattern, with an example of a right one; null when nothing is.</summary>
    public static string? FaultOf(string pattern)
    {
        Split(pattern, out var fault);
        return fault is null ? null : $"{fault}; expected a pattern such as {Example}";
    }

    /// <summary>What a field of a declared format gives; unknown for <c>_</c>, null for a name that is none.</summary>
    public static FieldKey? KeyOf(string name)
    {
        var key = FieldNames.Root.Find(Encoding.UTF8.GetBytes(name));
        return name == Ignored ? default(FieldKey) : key.Field == Field.None ? null : key;
    }

    public static string Unknown(string name) =>
        $"there is no field '{name}'; fields are time, level, message, category, provider, model, status, latency_ms, latency_s, input_tokens, output_tokens and every other name a JSON line may use, and _ for what is passed over";

    public bool TryRead(int start, int end, LineFields fields)
    {
        var line = fields.Bytes.AsSpan(0, end);
        var at = start;
        for (var i = 0; i < _parts.Count; i++)
        {
            var part = _parts[i];
            if (part.Text is { } text)
            {
                if (!TryPass(line, ref at, text))
                {
                    return false;
                }

                continue;
            }

            var next = i + 1 < _parts.Count ? _parts[i + 1].Text : null;
            if (!TryTake(line, ref at, part.Key, next, fields))
            {
                return false;
            }
        }

        return at == end || line[at..].Trim((byte)' ').IsEmpty;
    }

    private bool TryTake(ReadOnlySpan<byte> line, ref int at, FieldKey key, byte[]? next, LineFields fields)
    {
        if (key.Field == Field.Time && _timestamps.TryRead(line[at..], out _, out var length))
        {
            fields.GiveText(key, at, length, escaped: false);
            at += length;
            return true;
        }

        // A text of spaces alone begins at the first of them.
        length = next is null ? line.Length - at : line[at..].IndexOf(next);
        if (length < 0)
        {
            return false;
        }

        var value = line.Slice(at, length);
        var trimmed = value.Trim((byte)' ');
        if (key.Field == Field.Level && Levels.FromWord(trimmed) == Records.LogLevel.Unknown && !Numbers.TryReadAll(trimmed, out _))
        {
            return false;
        }

        fields.GiveText(key, at + value.Length - value.TrimStart((byte)' ').Length, trimmed.Length, escaped: false);
        at += length;
        return true;
    }

    private static bool TryPass(ReadOnlySpan<byte> line, ref int at, ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
        {
            if (at >= line.Length || line[at] != b)
            {
                return false;
            }

            at++;
            while (b == ' ' && at < line.Length && line[at] == ' ')
            {
                at++;
            }
        }

        return true;
    }

    private static List<Part> Split(string pattern, out string? fault)
    {
        var parts = new List<Part>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var text = new StringBuilder();
        fault = null;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is not ('{' or '}') || (i + 1 < pattern.Length && pattern[i + 1] == pattern[i]))
            {
                i += pattern[i] is '{' or '}' ? 1 : 0;
                if (pattern[i] != ' ' || text.Length == 0 || text[^1] != ' ')
                {
                    text.Append(pattern[i]);
                }

                continue;
            }

            var close = pattern.IndexOf('}', i);
            if (pattern[i] == '}' || close < 0)
            {
                fault = $"the brace at place {i + 1} has no other; write {{{{ or }}}} for a brace in the line";
                return parts;
            }

            var name = pattern[(i + 1)..close].Trim();
            fault = KeyOf(name) is null ? Unknown(name)
                : name != Ignored && !seen.Add(name) ? $"the field '{name}' stands twice in it"
                : text.Length == 0 && parts.Count > 0 ? $"nothing stands between the field '{name}' and the one before it, so that nothing tells where one ends"
                : null;
            if (fault is not null)
            {
                return parts;
            }

            Add(parts, text);
            parts.Add(new Part(null, KeyOf(name)!.Value));
            i = close;
        }

        Add(parts, text);
        fault = seen.Count == 0 ? "it has no field" : null;
        return parts;
    }

    private static void Add(List<Part> parts, StringBuilder text)
    {
        if (text.Length > 0)
        {
            parts.Add(new Part(Encoding.UTF8.GetBytes(text.ToString()), default));
            text.Clear();
        }
    }

    private sealed record Part(byte[]? Text, FieldKey Key);
}
