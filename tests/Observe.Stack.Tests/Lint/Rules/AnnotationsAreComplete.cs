using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>An alert has a summary, a description and links to a runbook and a panel, and none beside.</summary>
internal sealed class AnnotationsAreComplete : ILinter
{
    private static readonly string[] Keys = ["dashboard_url", "description", "runbook_url", "summary"];

    public IEnumerable<Finding> Check(StackFiles files) => files.Alerts.SelectMany(alert =>
        Keys.Where(key => string.IsNullOrWhiteSpace(alert.Annotations.GetValueOrDefault(key))).Select(key => new Finding(alert.Where, $"has no {key}"))
            .Concat(alert.Annotations.Keys.Except(Keys).Select(key => new Finding(alert.Where, $"has an annotation {key} that nobody shows"))));
}
