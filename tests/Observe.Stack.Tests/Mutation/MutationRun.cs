using System.Collections.Concurrent;
using Observe.Stack.Tests.Tools;

namespace Observe.Stack.Tests.Mutation;

/// <summary>Runs the tests of the alerts against mutants and tells which of them nobody noticed.</summary>
internal sealed class MutationRun
{
    private readonly Dictionary<string, string> _rules = Texts("rules");
    private readonly Dictionary<string, string> _tests = Texts("tests");

    /// <summary>The mutants that survived.</summary>
    public async Task<IReadOnlyList<Mutant>> SurvivorsAsync(IEnumerable<Mutant> mutants)
    {
        var survivors = new ConcurrentQueue<Mutant>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForEachAsync(mutants, options, async (mutant, _) =>
        {
            if (!await IsNoticedAsync(mutant))
            {
                survivors.Enqueue(mutant);
            }
        });
        return [.. survivors.OrderBy(m => m.Description, StringComparer.Ordinal)];
    }

    private static Dictionary<string, string> Texts(string folder) => Directory
        .GetFiles(Path.Combine(Repository.Root, "prometheus", folder), "*.yml")
        .ToDictionary(f => Path.GetFileName(f), File.ReadAllText, StringComparer.Ordinal);

    private async Task<bool> IsNoticedAsync(Mutant mutant)
    {
        var folder = Directory.CreateTempSubdirectory("observe-mutant-");
        try
        {
            var rules = folder.CreateSubdirectory("rules").FullName;
            var tests = folder.CreateSubdirectory("tests").FullName;
            foreach (var (name, text) in _rules)
            {
                await File.WriteAllTextAsync(Path.Combine(rules, name), name == Path.GetFileName(mutant.File) ? mutant.Text : text);
            }

            // One after the other: the first that notices is enough.
            foreach (var test in mutant.Tests.Select(name => $"{name}.yml"))
            {
                await File.WriteAllTextAsync(Path.Combine(tests, test), _tests[test]);
                var (code, output) = await Tool.RunAsync(Toolset.System.Promtool!, tests, "test", "rules", test);
                if (output.Contains("could not parse", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException($"no rule at all, so nothing to notice: {mutant.Description}\n{output}");
                }

                if (code != 0)
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
