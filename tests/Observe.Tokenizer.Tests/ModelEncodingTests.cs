using System.Text.Json;
using Observe.Tokenizer.Tests.Oracle;

namespace Observe.Tokenizer.Tests;

public sealed class ModelEncodingTests
{
    [Theory]
    [InlineData("gpt-4o", "o200k_base")]
    [InlineData("GPT-4o-mini-2024-07-18", "o200k_base")]
    [InlineData("openai/gpt-4.1-nano", "o200k_base")]
    [InlineData("ft:gpt-4o-mini-2024-07-18:acme::abc", "o200k_base")]
    [InlineData("o3", "o200k_base")]
    [InlineData("o1-preview", "o200k_base")]
    [InlineData("openai.gpt-oss-120b-1:0", "o200k_base")]
    [InlineData("gpt-4", "cl100k_base")]
    [InlineData("gpt-4-turbo", "cl100k_base")]
    [InlineData("gpt-35-turbo", "cl100k_base")]
    [InlineData("text-embedding-3-large", "cl100k_base")]
    public void Models_of_OpenAI_are_exact(string model, string vocabulary)
    {
        var encoding = ModelEncoding.For(model);
        Assert.True(encoding.IsExact);
        Assert.Equal(vocabulary, encoding.Vocabulary);
    }

    [Theory]
    [InlineData("kimi-k2-0711-preview")]
    [InlineData("qwen2.5:14b")]
    [InlineData("deepseek-chat")]
    [InlineData("claude-sonnet-4")]
    [InlineData("gemini-2.0-flash")]
    [InlineData("gpt-4omni")]
    [InlineData("gpt-6")]
    [InlineData("o10")]
    [InlineData("llama2")]
    [InlineData("text-davinci-003")]
    [InlineData("")]
    public void Other_models_are_estimated_by_o200k(string model)
    {
        var encoding = ModelEncoding.For(model);
        Assert.False(encoding.IsExact);
        Assert.Equal("o200k_base", encoding.Vocabulary);
    }

    [Theory]
    [InlineData("llama-3.3-70b-versatile")]
    [InlineData("llama3.1:8b")]
    [InlineData("meta-llama/Llama-3.1-8B-Instruct")]
    [InlineData("meta-llama/Meta-Llama-3-8B")]
    public void Llama_3_is_estimated_by_the_kind_of_text(string model)
    {
        const string Ascii = "The quick brown fox's internationalization, 12345 times over and over.";
        const string Chinese = "夜里两点一刻，令牌预算的曲线忽然向上弯去。";
        var encoding = ModelEncoding.For(model);
        Assert.False(encoding.IsExact);
        Assert.Equal("cl100k_base", encoding.EncodingOf("plain"u8).Name);
        Assert.Equal("o200k_base", encoding.EncodingOf("schön"u8).Name);
        Assert.Equal(TokenEncoding.Cl100kBase.Count(Ascii), encoding.Count(Ascii));
        Assert.Equal(TokenEncoding.O200kBase.Count(Chinese), encoding.Count(Chinese));
        Assert.NotEqual(TokenEncoding.Cl100kBase.Count(Chinese), encoding.Count(Chinese));
    }

    [TiktokenFact]
    public void The_table_agrees_with_the_original_on_all_its_models()
    {
        var path = Path.Combine(Path.GetDirectoryName(TiktokenPackage.Module)!, "model_to_encoding.json");
        var models = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!;
        Assert.NotEmpty(models);
        foreach (var (model, vocabulary) in models)
        {
            var encoding = ModelEncoding.For(model);
            Assert.True(encoding.IsExact == vocabulary is "o200k_base" or "cl100k_base", model);
            Assert.True(!encoding.IsExact || encoding.Vocabulary == vocabulary, model);
        }
    }
}
