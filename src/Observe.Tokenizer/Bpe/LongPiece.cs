using System.Runtime.InteropServices;
using Observe.Tokenizer.Split;

namespace Observe.Tokenizer.Bpe;

/// <summary>
/// One piece of a stream that is longer than what is kept of it. Where a pattern would look at all of it before it decides on
/// an end, both outcomes are counted side by side: the piece as a whole, and what comes after its last possible end.
/// </summary>
internal sealed class LongPiece
{
    private readonly SplitPattern _pattern;
    private readonly PrefixCounter _whole;
    private readonly PrefixCounter _rest;
    private readonly Kind _kind;
    private CharacterClass _classes;
    private bool _inTail;
    private int _contraction;
    private long? _untilEnd;

    /// <param name="worker">Whose vocabulary and pattern it is.</param>
    /// <param name="text">The text from the start of the piece on.</param>
    public LongPiece(Worker worker, ReadOnlySpan<byte> text)
    {
        _pattern = worker.Pattern;
        _whole = worker.NewPrefixCounter();
        _rest = worker.NewPrefixCounter();
        var first = Read(text, out var length);
        var second = Read(text[length..], out _);
        _kind = KindOf(first, second, text[0] == ' ');
        var word = _pattern == SplitPattern.O200k ? CharacterClass.WordStart : CharacterClass.Letter;
        var taken = _kind switch
        {
            Kind.Word => first.IsAny(CharacterClass.Letter) ? 0 : length,
            Kind.Spaces => 0,
            _ => text[0] == ' ' ? 1 : 0,
        };
        _classes = _kind switch
        {
            Kind.Word => word,
            Kind.Numbers => CharacterClass.Number,
            _ => CharacterClass.Space,
        };

        Consumed = taken;
        _whole.Push(text[..taken]);
        if (_kind == Kind.Word && _pattern == SplitPattern.O200k && first.IsAny(CharacterClass.Mark))
        {
            _untilEnd = _whole.Count;
        }
    }

    private enum Kind
    {
        Word,
        Numbers,
        Signs,
        Spaces,
    }

    private enum Step
    {
        Taken,
        Wait,
        Ended,
    }

    /// <summary>How many bytes of the last text were used.</summary>
    public int Consumed { get; private set; }

    /// <summary>Tokens of the piece, once it ended, and of the one after it where both ends came at once.</summary>
    public long Count => _untilEnd is { } count ? count + _rest.Count : _whole.Count;

    /// <summary>Goes on with more text, valid UTF-8 that follows what was <see cref="Consumed"/>.</summary>
    /// <returns>True when the piece ended.</returns>
    public bool Continue(ReadOnlySpan<byte> text, bool final)
    {
        var at = 0;
        while (at < text.Length)
        {
            var found = Read(text[at..], out var length);
            var step = _kind == Kind.Spaces ? Space(text, at, length, found, final) : Character(text, at, length, found, final);
            if (step != Step.Taken)
            {
                Consumed = at + (step == Step.Ended ? _contraction : 0);
                return step == Step.Ended;
            }

            at += length;
        }

        Consumed = at;
        return final;
    }

    private Step Character(ReadOnlySpan<byte> text, int at, int length, CharacterClass found, bool final)
    {
        var character = text.Slice(at, length);
        if (_kind == Kind.Signs)
        {
            return Sign(character, found);
        }

        if (found.IsAny(_classes))
        {
            Take(character);
            if (_pattern == SplitPattern.O200k && _classes == CharacterClass.WordStart && !found.IsAny(CharacterClass.Upper))
            {
                EndHere();
            }

            return Step.Taken;
        }

        if (_classes == CharacterClass.WordStart && found.IsAny(CharacterClass.Lower))
        {
            _classes = CharacterClass.WordRest;
            _untilEnd = null;
            Take(character);
            return Step.Taken;
        }

        return _pattern == SplitPattern.O200k ? Contraction(text, at, final) : Step.Ended;
    }

    private Step Sign(ReadOnlySpan<byte> character, CharacterClass found)
    {
        var isTail = character[0] switch
        {
            (byte)'\r' or (byte)'\n' => _pattern != SplitPattern.Gpt2,
            (byte)'/' => _pattern == SplitPattern.O200k,
            _ => false,
        };
        var isSign = !_inTail && !found.IsAny(CharacterClass.Space | CharacterClass.Letter | CharacterClass.Number);
        if (!isTail && !isSign)
        {
            return Step.Ended;
        }

        _inTail = !isSign;
        Take(character);
        return Step.Taken;
    }

    /// <summary>The last blank before other text belongs to what follows, so each waits for the next character.</summary>
    private Step Space(ReadOnlySpan<byte> text, int at, int length, CharacterClass found, bool final)
    {
        if (!found.IsAny(CharacterClass.Space))
        {
            return Step.Ended;
        }

        var character = text.Slice(at, length);
        if (_pattern != SplitPattern.Gpt2 && found.IsAny(CharacterClass.LineBreak))
        {
            Take(character);
            EndHere();
            return Step.Taken;
        }

        if (at + length == text.Length ? !final : !Read(text[(at + length)..], out _).IsAny(CharacterClass.Space))
        {
            return at + length == text.Length ? Step.Wait : Step.Ended;
        }

        Take(character);
        return Step.Taken;
    }

    private Step Contraction(ReadOnlySpan<byte> text, int at, bool final)
    {
        _contraction = Scan.Contraction(ref MemoryMarshal.GetReference(text), at, text.Length, out var open);
        if (open && !final)
        {
            return Step.Wait;
        }

        var contraction = text.Slice(at, _contraction);
        if (_untilEnd is not null && _rest.IsEmpty && _contraction > 0)
        {
            _whole.Push(contraction);
            _untilEnd = _whole.Count;
        }
        else
        {
            Take(contraction);
        }

        return Step.Ended;
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        _whole.Push(bytes);
        if (_untilEnd is not null)
        {
            _rest.Push(bytes);
        }
    }

    private void EndHere()
    {
        _untilEnd = _whole.Count;
        _rest.Reset();
    }

    private Kind KindOf(CharacterClass first, CharacterClass second, bool blank)
    {
        if (_pattern == SplitPattern.Gpt2)
        {
            var main = blank ? second : first;
            return main.IsAny(CharacterClass.Space) ? Kind.Spaces
                : main.IsAny(CharacterClass.Letter) ? Kind.Word
                : main.IsAny(CharacterClass.Number) ? Kind.Numbers : Kind.Signs;
        }

        var letters = _pattern == SplitPattern.O200k ? CharacterClass.Letter | CharacterClass.Mark : CharacterClass.Letter;
        if (first.IsAny(CharacterClass.Letter) || (!first.IsAny(CharacterClass.LineBreak) && second.IsAny(letters)))
        {
            return Kind.Word;
        }

        var signs = !second.IsAny(CharacterClass.Space | CharacterClass.Letter | CharacterClass.Number);
        return first.IsAny(CharacterClass.Space) && !(blank && signs) ? Kind.Spaces : Kind.Signs;
    }

    private static CharacterClass Read(ReadOnlySpan<byte> text, out int length) =>
        CharacterClasses.Read(ref MemoryMarshal.GetReference(text), out length);
}
