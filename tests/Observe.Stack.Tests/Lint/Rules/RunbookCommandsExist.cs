using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>The commands of observe that runbooks give stand in docs/commands.md.</summary>
internal sealed class RunbookCommandsExist : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        var page = Path.Combine(files.Root, "docs/commands.md");
        var commands = File.Exists(page)
            ? File.ReadLines(page).Where(l => l.StartsWith("## observe", StringComparison.Ordinal)).Select(l => l[3..]).ToList()
            : [];
        return files.Runbooks.Values.SelectMany(path => File.ReadLines(path)
            .Where(line => line.StartsWith("observe ", StringComparison.Ordinal))
            .Where(line => !commands.Exists(c => $"{line} ".StartsWith($"{c} ", StringComparison.Ordinal)))
            .Select(line => new Finding(Path.GetRelativePath(files.Root, path), $"there is no {line}")));
    }
}
