using System.Text;
using Xunit.Abstractions;

namespace Observe.Agent.Tests.Parse;

/// <summary>Programs that share one file: each line is read as it would be in a file of its own.</summary>
public class MixtureTests(ITestOutputHelper output)
{
    /// <summary>The field that says whether a line is of its file's format: of a mixture that cannot be the same.</summary>
    private const int Reason = 8;

    [Fact]
    public void Lines_of_all_formats_in_turn_in_one_file_are_read_as_in_files_of_their_own()
    {
        using var log = new FixtureLog();
        var apart = FixtureLog.Names.Select(name => Lines(log, name)).OfType<List<(string Line, string Fields)>>().ToList();
        var turns = Enumerable.Range(0, apart.Max(l => l.Count)).SelectMany(i => apart.Where(l => i < l.Count).Select(l => l[i])).ToList();

        var read = log.Read("mixture.log", Encoding.UTF8.GetBytes(string.Concat(turns.Select(t => t.Line + "\n")))).Skip(1).Select(WithoutReason).ToList();
        var expected = turns.GroupBy(t => t.Fields, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var other = read.Where(r => !expected.TryGetValue(r, out var left) || (expected[r] = left - 1) < 0).ToList();
        output.WriteLine($"{apart.Count} formats, {turns.Count} lines, {read.Count} records, {other.Count} of them read otherwise than in a file of their own");
        Assert.True(apart.Count >= 8, "hardly any format has records of one line");
        Assert.Equal(turns.Count, read.Count);
        Assert.Empty(other);
    }

    /// <summary>Each line with the fields it gives; null of formats that have records of several lines or a wrapper of their own.</summary>
    private static List<(string Line, string Fields)>? Lines(FixtureLog log, string name)
    {
        var lines = File.ReadAllLines(Path.Combine(FixtureLog.Folder, $"{name}.log"));
        var read = log.Read($"{name}.log", File.ReadAllBytes(Path.Combine(FixtureLog.Folder, $"{name}.log")));
        return read.Count - 1 == lines.Length && !read[0].Contains(" of ", StringComparison.Ordinal)
            ? [.. lines.Zip(read.Skip(1).Select(WithoutReason))]
            : null;
    }

    private static string WithoutReason(string fields) => string.Join(" | ", fields.Split(" | ").Where((_, i) => i != Reason));
}
