using System.CommandLine;
using System.Globalization;
using Observe.Agent.Hosting;
using Observe.Agent.Records.Usage;
using Observe.Agent.Report;
using Observe.Agent.Tokens.Reports;

namespace Observe.Agent.Commands.Tokens;

/// <summary><c>observe tokens report</c>: what was used and what it cost, from the ledger, with or without a running agent.</summary>
internal sealed class TokensReportCommand : Verb
{
    private static readonly string[] Columns = ["input", "output", "cache read", "cache write", "reasoning", "tokens", "cost"];

    private readonly ConfigurationFlagSet _flags = new();
    private readonly Option<int> _hours = new("--hours")
    {
        HelpName = "N",
        Description = "The running hour and as many before it as make up this number.",
        DefaultValueFactory = _ => 24,
        CustomParser = argument => WholeNumber.Read(argument, 1, UsageReport.MaxHours),
    };

    private readonly Option<string> _by = new("--by")
    {
        HelpName = "WHAT",
        Description = "model, provider, operation, type, origin, hour or day.",
        DefaultValueFactory = _ => "model",
    };

    private readonly Option<bool> _local = LocalOnly();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly CommandContext _context;

    public TokensReportCommand(CommandContext context)
        : base("report", "Report the tokens used in the last hours, and what they cost.",
            "observe tokens report",
            "observe tokens report --hours 168 --by day",
            "observe tokens report --by provider --json")
    {
        _context = context;
        _by.AcceptOnlyFromAmong([.. Enum.GetNames<ReportBy>().Select(n => n.ToLowerInvariant())]);
        _flags.AddTo(this);
        Options.Add(_hours);
        Options.Add(_by);
        Options.Add(_local);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    public static Option<bool> LocalOnly() => new("--local") { Description = "This agent alone, where several share a store." };

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        var options = configuration.Options;
        await using var ledger = StoredLedger.Open(options, result.GetValue(_local));
        var by = Enum.Parse<ReportBy>(result.GetValue(_by)!, ignoreCase: true);
        var report = await UsageReport.ReadAsync(
            ledger.Rows, TokenPrices.Of(options), options.Tokens.Calendar(), TimeProvider.System.GetUtcNow(), result.GetValue(_hours), by, cancellation);
        if (result.GetValue(_json))
        {
            JsonOutput.Write(_context.Output, report.WriteJson);
        }
        else
        {
            Print(report);
        }

        return ExitCode.Ok;
    }

    private void Print(UsageReport report)
    {
        var names = report.By == ReportBy.Model ? new[] { "provider", "model" } : [report.By.ToString().ToLowerInvariant()];
        var table = new ColumnTable([.. names, .. Columns], firstNumber: names.Length);
        foreach (var group in report.Groups)
        {
            table.Add([.. group.Names.Select(n => n.Value), .. Cells(group)]);
        }

        table.Add([.. names.Select((_, i) => i == 0 ? "total" : ""), .. Cells(report.Total)]);
        table.Write(_context.Output);
        if (report.Total.Estimated > 0)
        {
            _context.Output.WriteLine($"{Number(report.Total.Estimated)} tokens are estimated: a total that could not be split, or text that was counted.");
        }

        if (report.Total.Unpriced > 0)
        {
            _context.Output.WriteLine($"{Number(report.Total.Unpriced)} tokens have no known price and are in no cost (marked with +); 'observe tokens prices' tells how to give one.");
        }
    }

    private static IEnumerable<string> Cells(UsageGroup group) =>
    [
        .. Enum.GetValues<TokenType>().Select(type => Number(group[type])),
        Number(group.Total),
        string.Create(CultureInfo.InvariantCulture, $"${group.Cost:N4}{(group.Unpriced > 0 ? "+" : "")}"),
    ];

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
