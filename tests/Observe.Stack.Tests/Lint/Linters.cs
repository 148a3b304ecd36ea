namespace Observe.Stack.Tests.Lint;

/// <summary>All linters: every class of this project that is one.</summary>
internal static class Linters
{
    public static IReadOnlyList<ILinter> All { get; } =
    [
        .. typeof(Linters).Assembly.GetTypes()
            .Where(t => t.IsClass && typeof(ILinter).IsAssignableFrom(t))
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => (ILinter)Activator.CreateInstance(t)!),
    ];

    public static ILinter Named(string name) => All.Single(l => l.GetType().Name == name);
}
