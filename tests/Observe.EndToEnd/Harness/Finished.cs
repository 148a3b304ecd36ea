using System.Text.Json;

namespace Observe.EndToEnd.Harness;

/// <summary>How a program ended and what it said.</summary>
internal sealed record Finished(int ExitCode, string Output, string Errors)
{
    public string Everything => Output + Errors;

    /// <summary>The output as the one JSON object it should be.</summary>
    public JsonElement Json()
    {
        Assert.True(Output.StartsWith('{'), $"no JSON object but (exit code {ExitCode}):\n{Everything}");
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}
