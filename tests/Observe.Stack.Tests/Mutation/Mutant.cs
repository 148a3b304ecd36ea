namespace Observe.Stack.Tests.Mutation;

/// <summary>One mistake in a rule file: the tests that should notice it, and the file's text with it.</summary>
internal sealed record Mutant(string File, string Description, IReadOnlyList<string> Tests, string Text);
