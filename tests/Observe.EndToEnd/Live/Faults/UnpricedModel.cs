namespace Observe.EndToEnd.Live.Faults;

/// <summary>A model is used that no list of prices knows. It counts for an hour.</summary>
internal sealed class UnpricedModel : IFault
{
    private const string Model = "a-model-without-a-price";

    public IReadOnlyDictionary<string, string> Alert { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["alertname"] = "ObserveModelUnpriced", ["severity"] = "warning", ["model"] = Model,
    };

    public Task PrepareAsync(LiveStack stack) => Task.CompletedTask;

    public Task BeginAsync(LiveStack stack) =>
        stack.Agent.PostAsync("/api/tokens", new { operation = "chat", provider = "openai", model = Model, prompt_tokens = 100, response_tokens = 10 });

    public Task EndAsync(LiveStack stack) => Task.CompletedTask;

    public void Dispose()
    {
        // Nothing to free.
    }
}
