namespace Observe.Stack.Tests.Lint;

/// <summary>Something that a linter does not accept, and where it stands.</summary>
internal readonly record struct Finding(string Where, string Message)
{
    public override string ToString() => $"{Where}: {Message}";
}
