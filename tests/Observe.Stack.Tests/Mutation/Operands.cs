using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Mutation;

/// <summary>Where the right side of a set operator ends.</summary>
internal static class Operands
{
    /// <summary>
    /// At the next operator that binds as loosely within the same parentheses: <c>or</c> ends at the next <c>or</c>, <c>and</c> and
    /// <c>unless</c> at any of the three.
    /// </summary>
    public static int RightEnd(IReadOnlyList<Token> tokens, int at)
    {
        var depth = 0;
        for (var i = at + 1; i < tokens.Count; i++)
        {
            if (tokens[i].Is("(") || tokens[i].Is("{") || tokens[i].Is("["))
            {
                depth++;
            }
            else if (tokens[i].Is(")") || tokens[i].Is("}") || tokens[i].Is("]"))
            {
                depth--;
            }

            var ends = depth < 0 || (depth == 0 && (Ends(tokens[at], tokens[i]) || tokens[i].Is(",")));
            if (ends)
            {
                return tokens[i].Start;
            }
        }

        return tokens[^1].End;
    }

    private static bool Ends(Token operation, Token token) =>
        token.Is("or") || (!operation.Is("or") && (token.Is("and") || token.Is("unless")));
}
