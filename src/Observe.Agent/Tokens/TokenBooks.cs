using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Tokens.Budgets;
using Observe.Agent.Tokens.Ledger;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tokens;

/// <summary>Everything about tokens that takes part in the joint commit, and what it is reckoned with.</summary>
internal sealed class TokenBooks(TokenLedger ledger, BudgetBook budgets, TakenRequests requests, TokenCalendar calendar, PriceTable prices)
{
    public TokenLedger Ledger => ledger;

    public BudgetBook Budgets => budgets;

    public TakenRequests Requests => requests;

    public TokenCalendar Calendar => calendar;

    public PriceTable Prices => prices;

    /// <param name="stored">What is in the store by now: asked for rows of the ledger by the thread that commits, never by another.</param>
    /// <exception cref="PriceFileException">A file of prices cannot be used.</exception>
    public static TokenBooks Open(
        TokenOptions options, PriceTable prices, CommittedMetrics metrics, NameTables names, StoredTokens stored, TimeProvider time, ILoggerFactory logs)
    {
        var calendar = options.Calendar();
        var meters = Budget.Of(options).Select(b => new BudgetMeter(b, calendar, prices, stored.Hours)).ToList();
        return new TokenBooks(
            new TokenLedger(metrics, names, calendar, prices, time),
            new BudgetBook(meters, stored.Transitions, calendar, time, logs.CreateLogger<BudgetBook>()),
            new TakenRequests(stored.Requests, time),
            calendar,
            prices);
    }

    /// <summary>The caller holds the lock under which commits are cut.</summary>
    public void TakeChanges(CommitSet commit)
    {
        ledger.TakeChanges(commit);
        requests.TakeChanges(commit);
    }
}
