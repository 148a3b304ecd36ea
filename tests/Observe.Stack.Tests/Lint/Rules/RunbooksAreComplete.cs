using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>A runbook is of an alert and has its four parts in order, each with something in it.</summary>
internal sealed class RunbooksAreComplete : ILinter
{
    private static readonly string[] Parts = ["Meaning", "Impact", "Diagnosis", "Mitigation"];

    public IEnumerable<Finding> Check(StackFiles files)
    {
        var alerts = files.Alerts.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, path) in files.Runbooks)
        {
            var where = Path.GetRelativePath(files.Root, path);
            var sections = File.ReadAllText(path).Split("\n## ");
            if (!alerts.Contains(name))
            {
                yield return new Finding(where, "no alert has this name");
            }

            if (sections[0].Split('\n')[0] != $"# {name}" || !sections.Skip(1).Select(s => s.Split('\n')[0]).SequenceEqual(Parts))
            {
                yield return new Finding(where, $"is not: # {name}, ## {string.Join(", ## ", Parts)}");
            }

            foreach (var section in sections.Skip(1).Where(s => s.Split('\n', 2) is [_, var body] && body.Trim().Length < 40))
            {
                yield return new Finding(where, $"{section.Split('\n')[0]} says nothing");
            }
        }
    }
}
