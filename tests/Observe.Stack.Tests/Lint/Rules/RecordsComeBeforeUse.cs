using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>Within a group a record stands above what uses it, or that sees it one round late; what is shifted may.</summary>
internal sealed class RecordsComeBeforeUse : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Rules.GroupBy(r => (r.File, r.Group)).SelectMany(group =>
    {
        var places = group.Where(r => !r.IsAlert).GroupBy(r => r.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(r => r.Line), StringComparer.Ordinal);
        return group.SelectMany(rule => rule.Expression.Metrics
            .Where(m => places.TryGetValue(m.Text, out var line) && line >= rule.Line && !rule.Expression.IsShifted(m))
            .Select(m => new Finding(rule.Where, $"uses {m.Text} before it is recorded")));
    });
}
