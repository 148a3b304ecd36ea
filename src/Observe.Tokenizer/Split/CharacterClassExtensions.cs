namespace Observe.Tokenizer.Split;

internal static class CharacterClassExtensions
{
    public static bool IsAny(this CharacterClass found, CharacterClass classes) => (found & classes) != CharacterClass.Other;
}
