namespace Observe.Tokenizer.Split;

/// <summary>What the split patterns tell apart. A character has one class; CR and LF are spaces too. 0 is everything else.</summary>
[Flags]
internal enum CharacterClass : byte
{
    Other = 0,

    /// <summary>Lu and Lt.</summary>
    Upper = 1,

    /// <summary>Lm and Lo: letters without case, which the patterns accept as upper and as lower ones.</summary>
    Caseless = 2,

    /// <summary>Mn, Mc and Me.</summary>
    Mark = 4,

    /// <summary>Ll.</summary>
    Lower = 8,

    /// <summary>Nd, Nl and No.</summary>
    Number = 16,

    /// <summary>The property White_Space.</summary>
    Space = 32,

    LineBreak = 64,

    Letter = Upper | Caseless | Lower,
    WordStart = Upper | Caseless | Mark,
    WordRest = Lower | Caseless | Mark,
}
