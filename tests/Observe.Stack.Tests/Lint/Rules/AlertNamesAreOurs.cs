using Observe.Stack.Tests.Files;
using System.Text.RegularExpressions;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>Names of alerts begin with Observe, as other rules run in the same Prometheus.</summary>
internal sealed partial class AlertNamesAreOurs : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Alerts
        .Where(a => !Form().IsMatch(a.Name))
        .Select(a => new Finding(a.Where, "the name is not of the form ObserveSomethingWrong"));

    [GeneratedRegex("^Observe([A-Z][a-z]+)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
