using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint;

public class LintersTests
{
    private static readonly string Fixtures = Path.Combine(Repository.Tests, "Lint/fixtures");

    public static TheoryData<string> Names => [.. Linters.All.Select(l => l.GetType().Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Finds_nothing_in_the_repository(string linter)
    {
        var found = string.Join('\n', Linters.Named(linter).Check(StackFiles.Load(Repository.Root)));
        Assert.True(found.Length == 0, found);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Finds_what_its_fixture_breaks_and_nothing_else(string linter)
    {
        var folder = Path.Combine(Fixtures, linter);
        Assert.True(Directory.Exists(folder), $"{linter} has no folder in {Fixtures}");
        var expected = File.ReadAllLines(Path.Combine(folder, "expected.txt"));
        Assert.NotEmpty(expected);
        var found = Linters.Named(linter).Check(StackFiles.Load(folder)).Select(f => f.ToString());
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_fixture_is_of_a_linter() =>
        Assert.Empty(Directory.GetDirectories(Fixtures).Select(f => Path.GetFileName(f)!).Except(Linters.All.Select(l => l.GetType().Name)));

    [Fact]
    public void There_are_at_least_fifteen() => Assert.InRange(Linters.All.Count, 15, 100);
}
