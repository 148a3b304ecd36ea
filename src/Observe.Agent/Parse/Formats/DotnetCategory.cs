using Observe.Agent.Parse.Plain;

namespace Observe.Agent.Parse.Formats;

/// <summary><c>Microsoft.Hosting.Lifetime[14]</c>: a category and the number of an event, as .NET's console loggers write them.</summary>
internal static class DotnetCategory
{
    /// <param name="length">Of the category.</param>
    /// <param name="behind">The place behind the bracket.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, int at, out int length, out int behind)
    {
        length = 0;
        behind = at;
        var text = line[at..];
        var close = text.IndexOf((byte)']');
        var open = close < 0 ? -1 : text[..close].LastIndexOf((byte)'[');
        if (open <= 0 || (close + 1 < text.Length && text[close + 1] != ' '))
        {
            return false;
        }

        var number = text[(open + 1)..close];
        var name = text[..open];
        if (!Words.IsNumber(number is [(byte)'-', ..] ? number[1..] : number) || name.Contains((byte)' ') || !char.IsAsciiLetter((char)name[0]))
        {
            return false;
        }

        length = open;
        behind = at + close + 1;
        return true;
    }
}
