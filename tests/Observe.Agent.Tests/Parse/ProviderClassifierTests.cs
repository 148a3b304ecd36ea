using System.Text;
using Observe.Agent.Parse;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse;

public class ProviderClassifierTests
{
    private static readonly ProviderOptions Options = new()
    {
        Providers = { ["Acme"] = ["acme-ai", "roadrunner"], ["groq"] = ["grq"], ["house"] = ["claude"] },
    };

    private readonly NameTables _names = new();
    private readonly ProviderClassifier _classifier;

    public ProviderClassifierTests() => _classifier = new ProviderClassifier(Options, _names);

    [Theory]
    [InlineData("groq", "groq")]
    [InlineData("GROQ", "groq")]
    [InlineData("grq", "groq")]
    [InlineData("moonshot", "kimi")]
    [InlineData("az.ai.openai", "azure")]
    [InlineData("aws.bedrock", "bedrock")]
    [InlineData("gcp.vertex_ai", "gemini")]
    [InlineData("mistral_ai", "mistral")]
    [InlineData("Azure OpenAI", "azure")]
    [InlineData("openai/gpt-4o", "openai")]
    [InlineData("app.clients.ollama", "ollama")]
    [InlineData("roadrunner", "acme")]
    [InlineData("claude", "house")]
    [InlineData("groqs", "")]
    [InlineData("notgroq", "")]
    [InlineData("", "")]
    public void A_text_names_a_provider_as_a_whole_or_in_a_word(string text, string provider) =>
        Assert.Equal(provider, _names.Providers[_classifier.Find(Encoding.UTF8.GetBytes(text))]);

    [Theory]
    [InlineData("/var/log/ollama/server.log", "ollama")]
    [InlineData("/logs/groq-2025.log", "groq")]
    [InlineData("/logs/openai/kimi_dev.log", "kimi")]
    [InlineData("C:\\logs\\Acme\\x.log", "acme")]
    [InlineData("/var/log/dpkg.log", "")]
    public void The_nearest_part_of_a_path_that_names_a_provider_counts(string path, string provider) =>
        Assert.Equal(provider, _names.Providers[_classifier.FindInPath(path)]);

    [Fact]
    public void Every_fault_of_the_declaration_is_told()
    {
        var options = new ProviderOptions { Providers = { ["a"] = ["x", " "], ["b"] = ["X"], ["c"] = [new string('y', 200)] } };
        Assert.Equal(["a", "b", "c"], options.Faults().Select(f => f.Provider));
        Assert.Empty(Options.Faults());
    }
}
