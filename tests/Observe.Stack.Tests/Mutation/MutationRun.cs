using System.Collections.Concurrent;
using Observe.Stack.Tests.Tools;

namespace Observe.Stack.Tests.Mutation;

/// <summary>Runs the tests of the alerts against mutants and tells which of them nobody noticed.</summary>
internal static class MutationRun
{
    /// <summary>The mutants that survived.</summary>
    public static async Task<IReadOnlyList<Mutant>> SurvivorsAsync(IEnumerable<Mutant> mutants)
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

    private static async Task<bool> IsNoticedAsync(Mutant mutant)
    {
        var prometheus = Path.Combine(Repository.Root, "prometheus");
        var folder = Directory.CreateTempSubdirectory("observe-mutant-");
        try
        {
            folder.CreateSubdirectory("rules");
            folder.CreateSubdirectory("tests");
            foreach (var file in Directory.GetFiles(Path.Combine(prometheus, "rules"), "*.yml"))
            {
                File.Copy(file, Path.Combine(folder.FullName, "rules", Path.GetFileName(file)));
            }

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "rules", Path.GetFileName(mutant.File)), mutant.Text);

            // One after the other: the first that notices is enough.
            foreach (var alert in mutant.Alerts)
            {
                var test = Path.Combine("tests", $"{alert}.yml");
                File.Copy(Path.Combine(prometheus, test), Path.Combine(folder.FullName, test));
                var (code, _) = await Tool.RunAsync(Toolset.System.Promtool!, folder.FullName, "test", "rules", test);
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
