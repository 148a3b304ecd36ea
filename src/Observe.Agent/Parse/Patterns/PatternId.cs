using System.Globalization;

namespace Observe.Agent.Parse.Patterns;

/// <summary>
/// The name of a pattern: 48 bits of the hash of its first shape, hence the same in every process that meets this shape
/// first. Twelve hexadecimal digits as text.
/// </summary>
internal readonly record struct PatternId(ulong Value)
{
    private const ulong Bits = 0xFFFFFFFFFFFF;

    public static PatternId OfShape(ulong shape) => new((shape ^ (shape >> 48)) & Bits);

    public static bool TryParse(string text, out PatternId id)
    {
        var parsed = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        id = new PatternId(value);
        return parsed && text.Length == 12;
    }

    public override string ToString() => Value.ToString("x12", CultureInfo.InvariantCulture);
}
