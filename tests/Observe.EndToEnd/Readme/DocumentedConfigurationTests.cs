using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Readme;

/// <summary>Every configuration that the documents show is one that the agent accepts.</summary>
public class DocumentedConfigurationTests
{
    private static readonly string Docs = Path.Combine(ReadmeCommands.Root, "docs");

    [Fact]
    public async Task Every_configuration_in_the_documents_is_accepted()
    {
        var configurations = Directory.EnumerateFiles(Docs, "*.md")
            .SelectMany(page => Blocks(page, line => line == "```jsonc", line => line == "```"))
            .Concat(Blocks(Path.Combine(Docs, "examples/kubernetes/observe.yaml"), line => line == "  observe.json: |", line => line == "---"))
            .ToList();
        Assert.True(configurations.Count > 5, "hardly any configuration was found");
        using var home = new TempDirectory();
        foreach (var (place, text) in configurations)
        {
            var checkedOne = await new AgentProgram(home).RunAsync("config", "--config", home.Write("observe.json", text));
            Assert.True(checkedOne.ExitCode == 0, $"{place}\n{text}\n{checkedOne.Errors}");
        }
    }

    private static IEnumerable<(string Place, string Text)> Blocks(string file, Predicate<string> isBegin, Predicate<string> isEnd)
    {
        List<string>? block = null;
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (block is not null && isEnd(line))
            {
                yield return ($"{Path.GetFileName(file)}, above line {number}", string.Join('\n', block));
                block = null;
            }
            else if (block is not null)
            {
                block.Add(line);
            }
            else if (isBegin(line))
            {
                block = [];
            }
        }
    }
}
