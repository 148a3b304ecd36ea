using System.CommandLine;
using System.Globalization;
using Observe.Agent.Hosting;
using Observe.Agent.Metrics;
using Observe.Agent.Report;
using Observe.Agent.Tokens;
using Observe.Agent.Tokens.Budgets;
using Observe.Agent.Tokens.Reports;

namespace Observe.Agent.Commands.Tokens;

/// <summary><c>observe tokens budgets</c>: how the budgets stand; exit code 1 when one is exceeded.</summary>
internal sealed class TokensBudgetsCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Option<bool> _history = new("--history") { Description = "Show when budgets came to stand otherwise, the latest last." };
    private readonly Option<bool> _local = TokensReportCommand.LocalOnly();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly CommandContext _context;

    public TokensBudgetsCommand(CommandContext context)
        : base("budgets", "Show how the budgets stand; exit code 1 when one is exceeded.",
            "observe tokens budgets",
            "observe tokens budgets --history --json")
    {
        _context = context;
        _flags.AddTo(this);
        Options.Add(_history);
        Options.Add(_local);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        var options = configuration.Options;
        await using var ledger = StoredLedger.Open(options, result.GetValue(_local));
        var statuses = await BudgetReport.ReadAsync(options.Tokens, TokenPrices.Of(options), ledger.Rows, TimeProvider.System.GetUtcNow(), cancellation);
        var report = new BudgetReport(statuses, result.GetValue(_history) ? ledger.Own.Transitions() : [], options.Tokens.Calendar());
        if (result.GetValue(_json))
        {
            JsonOutput.Write(_context.Output, report.WriteJson);
        }
        else
        {
            Print(report, result.GetValue(_history));
        }

        return report.AnyExceeded ? ExitCode.Failed : ExitCode.Ok;
    }

    private void Print(BudgetReport report, bool history)
    {
        if (report.Budgets.Count == 0)
        {
            _context.Output.WriteLine("There is no budget; name one below tokens.budgets.");
        }
        else
        {
            PrintBudgets(report);
        }

        if (history)
        {
            _context.Output.WriteLine();
            PrintHistory(report);
        }
    }

    private void PrintBudgets(BudgetReport report)
    {
        var table = new ColumnTable(["budget", "period", "state", "limit at", "used", "of", "limit", "projected"], firstNumber: 4);
        foreach (var status in report.Budgets)
        {
            var budget = status.Budget;
            table.Add(
            [
                budget.Name,
                budget.PeriodWord,
                AttributeValues.Of(status.State),
                Time(status.LimitAt, report.Calendar),
                BudgetText.Amount(status.Used, budget.UnitWord),
                string.Create(CultureInfo.InvariantCulture, $"{100 * status.Used / budget.Limit:0} %"),
                BudgetText.Amount(budget.Limit, budget.UnitWord),
                BudgetText.Amount(status.Projected, budget.UnitWord),
            ]);
        }

        table.Write(_context.Output);
        if (report.Budgets.Sum(b => b.Unpriced) is > 0 and var unpriced)
        {
            _context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{unpriced:N0} tokens have no known price and are in no budget of dollars."));
        }
    }

    private void PrintHistory(BudgetReport report)
    {
        var table = new ColumnTable(["at", "budget", "period", "from", "to", "used", "limit"], firstNumber: 5);
        foreach (var t in report.History)
        {
            table.Add(
            [
                BudgetText.Time(t.At, report.Calendar), t.Budget, t.Period, AttributeValues.Of(t.From), AttributeValues.Of(t.To),
                BudgetText.Amount(t.Used, t.Unit), BudgetText.Amount(t.Limit, t.Unit),
            ]);
        }

        table.Write(_context.Output);
    }

    private static string Time(long? at, TokenCalendar calendar) => at is null ? "-" : BudgetText.Time(at.Value, calendar);
}
