namespace Observe.Stack.Tests.PromQl;

internal enum TokenKind
{
    Identifier,
    Number,
    Duration,
    Text,
    Operator,
    Punctuation,
}
