using System.CommandLine;
using System.Text.Json;

namespace Observe.Agent.Commands.Cmr;

/// <summary>A command that asks for the report and shows a part of it.</summary>
internal abstract class CmrReportVerb : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Option<string?> _source = new("--source") { HelpName = "NAME", Description = "This app alone." };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object: the agent's whole answer." };
    private readonly CommandContext _context;

    protected CmrReportVerb(CommandContext context, string name, string description, params string[] examples)
        : base(name, description, examples)
    {
        _context = context;
        _flags.AddTo(this, listen: true);
        Options.Add(_source);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    /// <summary>Prints the report for people.</summary>
    protected abstract void Print(TextWriter output, JsonElement report);

    /// <summary>Whether the answer is a good one.</summary>
    protected abstract bool IsGood(JsonElement report);

    protected static bool IsRed(JsonElement report) => Health(report).GetProperty("status").GetString() == "red";

    protected static JsonElement Health(JsonElement report) => report.GetProperty("system_health");

    protected static IEnumerable<JsonProperty> Sources(JsonElement report) => report.GetProperty("performance_metrics").EnumerateObject();

    /// <summary>The report; null when something else answered.</summary>
    private static JsonDocument? Parse(string text)
    {
        try
        {
            var answer = JsonDocument.Parse(text);
            if (answer.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("system_health", out var health) && health.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("performance_metrics", out var sources) && sources.ValueKind == JsonValueKind.Object)
            {
                return answer;
            }

            answer.Dispose();
        }
        catch (JsonException)
        {
        }

        return null;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        var path = "api/cmr/report" + (result.GetValue(_source) is { } source ? $"?source={Uri.EscapeDataString(source)}" : "");
        if (await AgentClient.GetAsync(configuration.Options.Listen.Local, path, "application/json", _context.Error, stop) is not { } text)
        {
            return ExitCode.Failed;
        }

        using var report = Parse(text);
        if (report is null)
        {
            _context.Error.WriteLine($"{configuration.Options.Listen.Local}{path} answers, but it is not an agent of Observe");
            return ExitCode.Failed;
        }

        if (result.GetValue(_json))
        {
            _context.Output.WriteLine(text);
        }
        else if (!Sources(report.RootElement).Any())
        {
            _context.Output.WriteLine("No app has told of a memory layer yet: docs/cmr.md says how one does.");
        }
        else
        {
            Print(_context.Output, report.RootElement);
        }

        return IsGood(report.RootElement) ? ExitCode.Ok : ExitCode.Failed;
    }
}
