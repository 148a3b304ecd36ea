using Observe.Stack.Tests.Files;
using System.Text.RegularExpressions;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>A variable that is asked with is one of the dashboard's, and each that can be chosen changes something.</summary>
internal sealed partial class VariablesAreDefinedAndUsed : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var dashboard in files.Dashboards)
        {
            var defined = dashboard.Variables.Select(v => v.Text("name")).ToHashSet(StringComparer.Ordinal);
            var texts = dashboard.Panels
                .SelectMany(p => p.Targets.Select(t => (p.Where, Text: t.Text("expr"))).Append((p.Where, Text: p.Title)).Append((p.Where, Text: $"${p.Root.Text("repeat")}")))
                .Concat(dashboard.Variables.Select(v => (Where: $"{dashboard.Name} ${v.Text("name")}", Text: v.Text("definition"))))
                .Concat(dashboard.Root.Objects().Select(o => (Where: dashboard.Name, Text: o["datasource"].Text("uid"))))
                .ToList();
            var used = texts.SelectMany(t => Names().Matches(t.Text).Select(m => (t.Where, Name: m.Groups["name"].Value))).Where(u => !u.Name.StartsWith("__", StringComparison.Ordinal)).Distinct().ToList();
            foreach (var (where, name) in used.Where(u => !defined.Contains(u.Name)))
            {
                yield return new Finding(where, $"${name} is no variable of the dashboard");
            }

            foreach (var name in defined.Except(used.Select(u => u.Name)))
            {
                yield return new Finding(dashboard.Name, $"nothing uses ${name}");
            }
        }
    }

    [GeneratedRegex(@"\$\{?(?<name>[a-zA-Z_]\w*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
