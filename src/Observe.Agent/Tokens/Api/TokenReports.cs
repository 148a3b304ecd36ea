using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens.Prices;
using Observe.Agent.Tokens.Reports;

namespace Observe.Agent.Tokens.Api;

/// <summary>Reports of a running agent.</summary>
/// <param name="history">Reads the transitions of budgets that are stored.</param>
internal sealed class TokenReports(TokenBooks books, IUsageLedger ledger, Func<IReadOnlyList<BudgetTransition>> history, TimeProvider time)
{
    private const int MostHistory = 1000;

    /// <exception cref="UnavailableException">The ledger cannot be read at present.</exception>
    public Task<UsageReport> UsageAsync(int hours, ReportBy by, CancellationToken cancellation) =>
        UsageReport.ReadAsync(ledger, books.Prices, books.Calendar, time.GetUtcNow(), hours, by, cancellation);

    /// <exception cref="UnavailableException">The history cannot be read at present.</exception>
    public BudgetReport Budgets() => new(books.Budgets.Statuses, [.. history().TakeLast(MostHistory)], books.Calendar);

    public IReadOnlyList<ModelPrice> Prices(string? provider, string? model) => PriceReport.Rows(books.Prices, provider, model);
}
