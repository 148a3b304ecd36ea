namespace Observe.Stack.Tests.PromQl;

/// <summary>A piece of an expression and where it stands.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Start)
{
    public int End => Start + Text.Length;

    public bool Is(string text) => Kind is not TokenKind.Text && Text == text;
}
