using System.CommandLine;
using System.Globalization;
using Observe.Agent.Hosting;
using Observe.Agent.Report;
using Observe.Agent.Tokens.Prices;
using Observe.Agent.Tokens.Reports;

namespace Observe.Agent.Commands.Tokens;

/// <summary><c>observe tokens prices</c>: the prices in force, those that go first first.</summary>
internal sealed class TokensPricesCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Option<string> _provider = ConfigurationFlagSet.Text("--provider", "NAME", "Only prices of this provider.");
    private readonly Option<string> _model = ConfigurationFlagSet.Text("--model", "NAME", "Only prices that are for this model.");
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly CommandContext _context;

    public TokensPricesCommand(CommandContext context)
        : base("prices", "Show the prices of models, in US dollars for a million tokens.",
            "observe tokens prices --provider openai",
            "observe tokens prices --provider anthropic --model claude-sonnet-5 --json",
            "observe tokens prices import model_prices_and_context_window.json")
    {
        _context = context;
        _flags.AddTo(this);
        Options.Add(_provider);
        Options.Add(_model);
        Options.Add(_json);
        Subcommands.Add(new TokensPricesImportCommand(context));
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        var rows = PriceReport.Rows(TokenPrices.Of(configuration.Options), result.GetValue(_provider), result.GetValue(_model));
        if (result.GetValue(_json))
        {
            JsonOutput.Write(_context.Output, stream => PriceReport.WriteJson(stream, rows));
        }
        else if (rows.Count == 0)
        {
            _context.Output.WriteLine("No price is known for that. Give one in a file named by tokens.prices, or import a price file of LiteLLM.");
        }
        else
        {
            Print(rows);
        }

        return ExitCode.Ok;
    }

    private void Print(IReadOnlyList<ModelPrice> rows)
    {
        var table = new ColumnTable(
            ["origin", "provider", "models", "from", "checked", "input", "output", "cache read", "cache write", "reasoning"], firstNumber: 5);
        foreach (var row in rows)
        {
            table.Add(
            [
                PriceReport.Word(row.Origin), row.Provider, Models(row), Day(row.From), Day(row.Checked),
                Price(row.Input), Price(row.Output), Price(row.CacheRead), Price(row.CacheWrite), Price(row.Reasoning),
            ]);
        }

        table.Write(_context.Output);
    }

    private static string Models(ModelPrice row) => row.Models.Count <= 3
        ? string.Join(' ', row.Models)
        : $"{string.Join(' ', row.Models.Take(3))} and {row.Models.Count - 3} more";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-";

    private static string Price(decimal price) => price.ToString("0.00####", CultureInfo.InvariantCulture);
}
