namespace Observe.Stack.Tests.Mutation;

/// <summary>One mistake in a rule file: the alerts whose tests should notice it, and the file's text with it.</summary>
internal sealed record Mutant(string File, string Description, IReadOnlyList<string> Alerts, string Text);
