using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>A description says which series and how much; what looks at no series has neither.</summary>
internal sealed class DescriptionsHaveValues : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var alert in files.Alerts.Where(a => !a.IsConstant))
        {
            var description = alert.Annotations.GetValueOrDefault("description", "");
            if (!description.Contains("$labels.", StringComparison.Ordinal))
            {
                yield return new Finding(alert.Where, "the description names no label");
            }

            // What is absent, missing or silent has no value worth a word.
            if (!description.Contains("$value", StringComparison.Ordinal) && !alert.Expr.StartsWith("absent(", StringComparison.Ordinal)
                && !alert.Name.EndsWith("Missing", StringComparison.Ordinal))
            {
                yield return new Finding(alert.Where, "the description has no value");
            }
        }
    }
}
