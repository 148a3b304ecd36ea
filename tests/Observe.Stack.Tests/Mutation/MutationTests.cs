using Observe.Stack.Tests.Files;
using Observe.Stack.Tests.PromQl;
using Observe.Stack.Tests.Tools;
using Xunit.Abstractions;

namespace Observe.Stack.Tests.Mutation;

/// <summary>
/// Whether the tests of the alerts would notice a mistake in a rule. All mutants with OBSERVE_LONG=1 (tests/mutate-rules.sh), else
/// every twelfth; of so few some more may go unnoticed.
/// </summary>
public class MutationTests(ITestOutputHelper output)
{
    private const int ShortForm = 12;
    private const double Wanted = 0.95;
    private const double WantedOfFew = 0.90;

    [ToolFact("system")]
    public async Task Nineteen_of_twenty_mistakes_are_noticed()
    {
        var isLong = Environment.GetEnvironmentVariable("OBSERVE_LONG") == "1";
        var only = Environment.GetEnvironmentVariable("OBSERVE_MUTANTS_OF") ?? "";
        var mutants = Mutator.All(StackFiles.Load(Repository.Root))
            .Where(m => m.Description.Contains(only, StringComparison.Ordinal))
            .Where((_, i) => isLong || only.Length > 0 || i % ShortForm == 0)
            .ToList();
        Assert.NotEmpty(mutants);
        var survivors = await new MutationRun().SurvivorsAsync(mutants);
        var score = 1 - ((double)survivors.Count / mutants.Count);
        var report = $"{mutants.Count - survivors.Count} of {mutants.Count} mutants noticed ({score:P1}); not noticed:\n"
            + string.Join('\n', survivors.Select(s => s.Description));
        output.WriteLine(report);
        Assert.True(score >= (isLong ? Wanted : WantedOfFew), report);
    }

    [Fact]
    public void Every_mutant_changes_its_file_and_concerns_an_alert()
    {
        var files = StackFiles.Load(Repository.Root);
        var mutants = Mutator.All(files).ToList();
        Assert.InRange(mutants.Count, 300, 2000);
        Assert.All(mutants, mutant =>
        {
            Assert.NotEqual(File.ReadAllText(Path.Combine(files.Root, mutant.File)), mutant.Text);
            Assert.Contains(mutant.Tests, name => name != "records");
        });
    }

    [Theory]
    [InlineData("a > 1 and b < 2 or c", "a > 1 or c")]
    [InlineData("a or b and c", "a ")]
    [InlineData("(a unless on (x) b{y=\"(\"}) * 2", "(a ) * 2")]
    public void A_right_side_ends_where_it_should(string expression, string expected)
    {
        var tokens = Lexer.Split(expression);
        var at = Enumerable.Range(0, tokens.Count).First(i => tokens[i].Text is "and" or "or" or "unless");
        Assert.Equal(expected, expression[..tokens[at].Start] + expression[Operands.RightEnd(tokens, at)..]);
    }
}
