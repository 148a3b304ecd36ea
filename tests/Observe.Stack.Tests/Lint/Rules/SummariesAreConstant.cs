using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>A summary is one sentence for all series of an alert, as it heads a message about many.</summary>
internal sealed class SummariesAreConstant : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Alerts
        .Select(alert => (alert, Summary: alert.Annotations.GetValueOrDefault("summary", "")))
        .Where(a => a.Summary.Contains("{{", StringComparison.Ordinal) || !a.Summary.EndsWith('.') || a.Summary.Length > 80)
        .Select(a => new Finding(a.alert.Where, "the summary is no sentence of at most 80 characters without values"));
}
