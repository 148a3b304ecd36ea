using System.Globalization;
using System.Text;
using Observe.Tokenizer.Split;
using Xunit.Abstractions;

namespace Observe.Tokenizer.Tests.Split;

public sealed class CharacterClassesTests(ITestOutputHelper output)
{
    /// <summary>
    /// The runtime's Unicode may be newer than the original's, never different in what both know: a class of the table that is
    /// set must be the runtime's.
    /// </summary>
    [Fact]
    public void Assigned_code_points_have_the_class_of_their_category()
    {
        var newer = 0;
        for (var code = 0; code < 0x110000; code++)
        {
            if (code is >= 0xD800 and < 0xE000)
            {
                continue;
            }

            var actual = CharacterClasses.Of(code) & ~CharacterClass.LineBreak;
            var expected = Expected(code);
            if (actual == CharacterClass.Other && expected != CharacterClass.Other)
            {
                newer++;
                continue;
            }

            Assert.True(actual == expected, $"U+{code:X4} is {actual}, the runtime says {expected}");
        }

        output.WriteLine($"{newer} code points are newer in the runtime than in the original");
    }

    [Fact]
    public void Characters_are_read_from_utf8()
    {
        foreach (var text in (string[])["A", "é", "你", "😀", "\n", "\u0301", "\u3000", "½"])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Assert.Equal(CharacterClasses.Of(char.ConvertToUtf32(text, 0)), CharacterClasses.Read(ref bytes[0], out var length));
            Assert.Equal(bytes.Length, length);
        }
    }

    private static CharacterClass Expected(int code) => CharUnicodeInfo.GetUnicodeCategory(code) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => CharacterClass.Upper,
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharacterClass.Caseless,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterClass.Mark,
        UnicodeCategory.LowercaseLetter => CharacterClass.Lower,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharacterClass.Number,
        _ => Rune.IsWhiteSpace(new Rune(code)) ? CharacterClass.Space : CharacterClass.Other,
    };
}
