using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>A window holds four scrapes at least, so that one that is missed does not empty it.</summary>
internal sealed class WindowsHoldFourScrapes : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        var least = 4 * PromDuration.Parse(files.Prometheus.Child("global").Text("scrape_interval"));
        return files.Rules.SelectMany(rule => rule.Expression.Windows
            .Where(window => PromDuration.Parse(window.Text) < least)
            .Select(window => new Finding(rule.Where, $"[{window.Text}] is less than four scrapes")));
    }
}
