using Microsoft.Extensions.DependencyInjection;

namespace Observe.Instrumentation.Tests;

public sealed class ReadmeTests
{
    private static readonly string Readme = Read("README.md");

    [Fact]
    public void The_example_is_the_code_that_is_compiled_here()
    {
        var source = Between(Read("ReadmeExample.cs"), "// README starts\n", "        // README ends");
        var compiled = string.Join('\n', source.TrimEnd().Split('\n').Select(line => line.Length > 8 ? line[8..] : ""));
        Assert.Equal(compiled, Between(Readme, "```csharp\n", "\n```"));
        Assert.Contains("services.AddObserve(o => o.ServiceName = \"my-model\");", Readme, StringComparison.Ordinal);
        Assert.NotEmpty(ReadmeExample.Add(new ServiceCollection()));
    }

    [Fact]
    public async Task The_example_gives_what_its_comments_say_without_an_agent()
    {
        var (usage, saved, stats, slowLayer) = await ReadmeExample.RunAsync(TimeSpan.FromMilliseconds(1));
        Assert.Equal(6, usage.InputTokens);
        Assert.Equal(0.25, saved);
        Assert.Equal(1, stats.Counts.TotalCaptures);
        Assert.Contains("capture_efficiency", slowLayer, StringComparison.Ordinal);
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name));

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
