using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>A record is there for a rule or a panel.</summary>
internal sealed class RecordsAreUsed : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        var used = files.Rules.SelectMany(r => r.Expression.Metrics.Select(m => m.Text).Where(m => m != r.Name))
            .Concat(files.Panels.SelectMany(p => new Expression(p.Shows).Metrics.Select(m => m.Text)))
            .ToHashSet(StringComparer.Ordinal);
        return files.Records.Where(r => !used.Contains(r.Name)).Select(r => new Finding(r.Where, "nothing uses it"));
    }
}
