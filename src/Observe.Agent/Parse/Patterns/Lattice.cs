using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Observe.Agent.Parse.Patterns;

/// <summary>
/// Finds out which shapes are one pattern: those that differ in a single word, once as many different words as
/// <see cref="Distinct"/> were seen there. What results is placed again, so that further words can open.
/// </summary>
internal sealed class Lattice(Func<Pattern, Pattern, Pattern> merge)
{
    /// <summary>Different words that open a place. Two or three are often an enumeration: on and off.</summary>
    private const int Distinct = 4;

    /// <summary>Words that must stay, for a pattern to mean something.</summary>
    private const int MinConstants = 3;

    /// <summary>The part of the words that must stay.</summary>
    private const double MinConstantPart = 0.3;

    /// <summary>Words of a shape that are tried; bounds the memory a long message takes.</summary>
    private const int MaxPlaces = 32;

    private const int MaxDepth = 3;

    private readonly Dictionary<ulong, Pattern> _placed = [];
    private readonly Dictionary<ulong, Place> _places = [];

    /// <summary>Places a shape of a pattern, which may merge patterns, and returns the pattern it belongs to.</summary>
    public Pattern Add(Template template, Pattern pattern) => Add(template, pattern, 0);

    /// <summary>Drops what belongs to patterns that are no longer known.</summary>
    public void Forget(Func<Pattern, bool> isForgotten)
    {
        foreach (var (key, pattern) in _placed)
        {
            if (isForgotten(pattern))
            {
                _placed.Remove(key);
            }
        }

        foreach (var (key, place) in _places)
        {
            if (place.MentionsAny(isForgotten))
            {
                _places.Remove(key);
            }
        }
    }

    private Pattern Add(Template template, Pattern pattern, int depth)
    {
        var tokens = template.Tokens;
        var sum = Sum(tokens);
        ref var placed = ref CollectionsMarshal.GetValueRefOrAddDefault(_placed, sum, out var known);
        if (known)
        {
            return merge(placed!, pattern);
        }

        placed = pattern;
        var constants = template.Constants - 1;
        if (constants < MinConstants || constants < MinConstantPart * tokens.Length)
        {
            return pattern;
        }

        for (int i = 0, tried = 0; i < tokens.Length && tried < MaxPlaces; i++)
        {
            if (tokens[i] == Token.Wildcard)
            {
                continue;
            }

            tried++;
            var key = sum - Term(tokens[i], i) + Term(Token.Wildcard, i);
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, key, out _);
            if (place.Owner is { } owner)
            {
                pattern = merge(owner, pattern);
            }
            else if (place.Opens(tokens[i], pattern))
            {
                pattern = Open(ref place, template.Generalise(i), pattern, depth);
            }
        }

        return pattern;
    }

    private Pattern Open(ref Place place, Template generalised, Pattern pattern, int depth)
    {
        foreach (var member in place.Members)
        {
            pattern = merge(member, pattern);
        }

        place.Owner = pattern;
        pattern.Text = generalised.ToString();
        return depth < MaxDepth ? Add(generalised, pattern, depth + 1) : pattern;
    }

    private static ulong Sum(ReadOnlySpan<ulong> tokens)
    {
        var sum = (ulong)tokens.Length * 0xD6E8FEB86659FD93;
        for (var i = 0; i < tokens.Length; i++)
        {
            sum += Term(tokens[i], i);
        }

        return sum;
    }

    /// <summary>What a word at a place adds to the sum; a sum can have one word replaced without being made anew.</summary>
    private static ulong Term(ulong token, int place)
    {
        var term = (token ^ ((ulong)(place + 1) * 0xA24BAED4963EE407)) * 0x9FB21C651E98DF25;
        return BitOperations.RotateLeft(term, 29) * 0xBF58476D1CE4E5B9;
    }

    /// <summary>A shape with one word left out: the words that were seen there, until they are enough.</summary>
    private struct Place
    {
        public Pattern? Owner;
        private Words _words;
        private Patterns _patterns;
        private int _count;

        public ReadOnlySpan<Pattern> Members => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Patterns, Pattern>(ref _patterns), _count);

        /// <summary>Takes a word, and tells whether it is the one that opens the place.</summary>
        public bool Opens(ulong word, Pattern pattern)
        {
            for (var i = 0; i < _count; i++)
            {
                if (_words[i] == word)
                {
                    return false;
                }
            }

            if (_count == Distinct - 1)
            {
                return true;
            }

            _words[_count] = word;
            _patterns[_count++] = pattern;
            return false;
        }

        public readonly bool MentionsAny(Func<Pattern, bool> isForgotten)
        {
            var any = Owner is not null && isForgotten(Owner);
            for (var i = 0; i < _count; i++)
            {
                any |= isForgotten(_patterns[i]!);
            }

            return any;
        }

        [InlineArray(Distinct - 1)]
        private struct Words
        {
            private ulong _first;
        }

        [InlineArray(Distinct - 1)]
        private struct Patterns
        {
            private Pattern? _first;
        }
    }
}
