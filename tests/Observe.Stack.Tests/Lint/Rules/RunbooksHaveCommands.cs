using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>A runbook's diagnosis gives something to run: a command or a query.</summary>
internal sealed class RunbooksHaveCommands : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Runbooks.Values
        .Where(path => !Section(path, "Diagnosis").Contains("\n```", StringComparison.Ordinal))
        .Select(path => new Finding(Path.GetRelativePath(files.Root, path), "the diagnosis has nothing to run"));

    private static string Section(string path, string name) =>
        File.ReadAllText(path).Split("\n## ").FirstOrDefault(s => s.StartsWith(name + "\n", StringComparison.Ordinal), "");
}
