using Observe.Stack.Tests.Files;
using System.Text.RegularExpressions;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>rate takes $__rate_interval, which has four scrapes in it at any zoom; increase that, or the whole range.</summary>
internal sealed partial class RatesFollowTheRange : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) =>
        from panel in files.Dashboards.SelectMany(d => d.Panels)
        from query in panel.Queries
        from call in Calls().Matches(query.Text("expr"))
        let window = call.Groups["window"].Value
        where window != "$__rate_interval" && !(window == "$__range" && call.Groups["function"].Value == "increase")
        select new Finding(panel.Where, $"{call.Groups["function"].Value} looks at [{window}]");

    [GeneratedRegex(@"\b(?<function>rate|irate|increase)\s*\([^()\[]*\[(?<window>[^\]]*)\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Calls();
}
