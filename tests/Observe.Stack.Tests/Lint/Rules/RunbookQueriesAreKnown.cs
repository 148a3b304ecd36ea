using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.Metrics;
using Observe.Stack.Tests.PromQl;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>The queries of runbooks name metrics that are there.</summary>
internal sealed class RunbookQueriesAreKnown : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        var recorded = files.Records.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        return files.Runbooks.Values.SelectMany(path => Queries(File.ReadAllLines(path))
            .SelectMany(query => new Expression(query).Metrics)
            .Select(metric => metric.Text)
            .Distinct()
            .Where(metric => !recorded.Contains(metric) && !MetricCatalogue.IsKnown(metric))
            .Select(metric => new Finding(Path.GetRelativePath(files.Root, path), $"nobody exports {metric}")));
    }

    /// <summary>The lines of the blocks marked as promql; each line is a query.</summary>
    private static IEnumerable<string> Queries(string[] lines)
    {
        var inQueries = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inQueries = line == "```promql";
            }
            else if (inQueries && line.Length > 0)
            {
                yield return line;
            }
        }
    }
}
