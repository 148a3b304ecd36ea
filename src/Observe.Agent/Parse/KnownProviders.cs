namespace Observe.Agent.Parse;

/// <summary>Providers that are told apart without configuration, with the names that vendors, libraries and OpenTelemetry give them.</summary>
internal static class KnownProviders
{
    public static readonly IReadOnlyDictionary<string, string[]> All = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["ippoc"] = [],
        ["groq"] = ["groqcloud"],
        ["ollama"] = [],
        ["kimi"] = ["moonshot", "moonshotai", "moonshot_ai"],
        ["openai"] = ["open_ai", "chatgpt"],
        ["anthropic"] = ["claude"],
        ["gemini"] = ["google", "gcp.gemini", "gcp.gen_ai", "gcp.vertex_ai", "vertex_ai", "vertexai", "google_genai", "google_ai"],
        ["mistral"] = ["mistralai", "mistral_ai"],
        ["deepseek"] = ["deep_seek"],
        ["azure"] = ["azure_openai", "azureopenai", "az.ai.openai", "az.ai.inference", "azure.ai.openai", "azure.ai.inference", "azure_ai"],
        ["bedrock"] = ["aws.bedrock", "aws_bedrock", "amazon_bedrock"],
        ["cohere"] = ["cohere_ai"],
        ["xai"] = ["x_ai", "x.ai", "grok"],
        ["together"] = ["togetherai", "together_ai", "together.ai"],
        ["openrouter"] = ["open_router"],
        ["huggingface"] = ["hugging_face"],
        ["vllm"] = [],
        ["perplexity"] = ["pplx"],
        ["fireworks"] = ["fireworksai", "fireworks_ai"],
        ["cerebras"] = [],
        ["replicate"] = [],
        ["nvidia"] = ["nvidia_nim"],
        ["watsonx"] = ["ibm.watsonx.ai"],
        ["llamacpp"] = ["llama.cpp", "llama_cpp", "llama-server"],
        ["lmstudio"] = ["lm_studio", "lm-studio"],
        ["localai"] = [],
        ["litellm"] = [],
    };
}
