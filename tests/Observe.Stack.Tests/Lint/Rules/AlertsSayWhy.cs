using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>A comment above an alert gives the reason of its times.</summary>
internal sealed class AlertsSayWhy : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var alert in files.Alerts.Where(a => !a.IsConstant))
        {
            if (!alert.Comment.Contains("for:", StringComparison.Ordinal) && !alert.Comment.Contains("for and keep_firing_for:", StringComparison.Ordinal)
                && !(alert.For.Length == 0 && alert.Comment.Contains("No for:", StringComparison.Ordinal)))
            {
                yield return new Finding(alert.Where, "no comment says why it waits as long as it does");
            }
        }
    }
}
