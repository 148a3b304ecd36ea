namespace Observe.Tokenizer.Tests;

public sealed class ReadmeTests
{
    private static readonly string Readme = Read("README.md");

    [Fact]
    public void The_example_is_the_code_that_is_compiled_here()
    {
        var source = Between(Read("ReadmeExample.cs"), "// README starts\n", "        // README ends");
        var compiled = string.Join('\n', source.TrimEnd().Split('\n').Select(line => line.Length > 8 ? line[8..] : ""));
        Assert.Equal(compiled, Between(Readme, "```csharp\n", "\n```"));
    }

    [Fact]
    public async Task The_example_gives_what_its_comments_say()
    {
        var result = await ReadmeExample.RunAsync(Path.Combine(AppContext.BaseDirectory, "README.md"));
        Assert.Contains($"// {result.Count}\n", Readme, StringComparison.Ordinal);
        Assert.Contains($"// {string.Join(", ", result.Ids.Take(3))}, ...\n", Readme, StringComparison.Ordinal);
        Assert.Equal("How many tokens is this?", result.Text);
        Assert.Contains($"// {result.Kind}\n", Readme, StringComparison.Ordinal);
        Assert.Equal(TokenEncoding.Cl100kBase.Count(result.Text), result.Estimate);
        Assert.Equal(TokenEncoding.O200kBase.Count(Readme), result.Total);
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name));

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
