using System.Net;
using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;
using Observe.Agent.Store;
using Observe.Agent.Store.Postgres;
using Observe.Agent.Tokens;
using Observe.Agent.Tokens.Budgets;
using Observe.Agent.Tokens.Ledger;

namespace Observe.Agent.Hosting;

/// <summary>
/// Brings this agent's hours into the store it shares with others, and theirs into its budgets. An outage delays that and
/// nothing else: what counts is in the agent's own database.
/// </summary>
internal sealed partial class SharedLedger(
    SharedStore shared, UnsharedHours hours, TokenBooks books, TokenOptions options, ComponentMetrics components, TimeProvider time, ILogger<SharedLedger> log) : IAsyncDisposable
{
    public const string Component = "shared_store";
    public const string Unreachable = "unreachable";

    private const int HoursAtATime = 200;

    /// <summary>How long an agent that ends waits for its last round.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(3);

    private readonly IReadOnlyList<Budget> _budgets = Budget.Of(options);
    private string? _fault;
    private DateOnly _forgotOn;

    /// <summary>Null when no store is configured to share.</summary>
    /// <exception cref="StartupException">The file with the connection string cannot be read.</exception>
    /// <exception cref="StoreException">The connection string is none.</exception>
    public static SharedLedger? Open(AgentOptions options, TokenBooks books, ComponentMetrics components, TimeProvider time, ILoggerFactory logs) =>
        SharedStoreOf(options.Tokens) is { } shared
            ? new SharedLedger(shared, new UnsharedHours(options.Data), books, options.Tokens, components, time, logs.CreateLogger<SharedLedger>())
            : null;

    /// <summary>Null when none is configured.</summary>
    /// <exception cref="StartupException">The file with the connection string cannot be read.</exception>
    /// <exception cref="StoreException">The connection string is none.</exception>
    public static SharedStore? SharedStoreOf(TokenOptions options)
    {
        try
        {
            var connection = options.SharedStore ?? (options.SharedStoreFile is { } file ? File.ReadAllText(file).Trim() : null);
            return connection is null ? null : new SharedStore(connection);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"tokens.sharedStoreFile {options.SharedStoreFile} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The ledger of all agents that share the store.</summary>
    public IUsageLedger Ledger(IUsageLedger own) => new SharedUsageLedger(own, hours.AgentId, shared);

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await ShareAsync(cancellation);
                await Task.Delay(options.ShareInterval, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    /// <summary>Shares what the last commit brought; what is not shared then is shared after the next start.</summary>
    public async Task EndAsync()
    {
        using var late = new CancellationTokenSource(LastPatience, time);
        try
        {
            await ShareAsync(late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            LogFailed("the shared store does not answer; it gets the rest after the next start");
        }
    }

    /// <summary>Shares what changed, and asks what the others used. False when the shared store cannot be used now.</summary>
    public async Task<bool> ShareAsync(CancellationToken cancellation)
    {
        try
        {
            await WriteOwnAsync(cancellation);
            await ReadOthersAsync(cancellation);
        }
        catch (StoreException e)
        {
            components.Failed(Component, Unreachable);
            if (_fault != e.Message)
            {
                _fault = e.Message;
                LogFailed(e.Message);
            }

            return false;
        }

        if (_fault is not null)
        {
            _fault = null;
            LogRecovered();
        }

        return true;
    }

    public ValueTask DisposeAsync()
    {
        hours.Dispose();
        return shared.DisposeAsync();
    }

    private async Task WriteOwnAsync(CancellationToken cancellation)
    {
        // A store that does not know this agent is a new one, or one that was emptied: it gets everything.
        var isKnown = await shared.KnowsAsync(hours.AgentId, cancellation);
        if (!isKnown)
        {
            hours.MarkAll();
        }

        while (true)
        {
            var (marks, rows) = hours.Next(HoursAtATime);
            if (isKnown && marks.Count == 0)
            {
                break;
            }

            await shared.WriteAsync(hours.AgentId, Dns.GetHostName(), rows, cancellation);
            isKnown = true;
            hours.Shared(marks);
            components.Sent(Component, rows.Count);
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (_forgotOn != today)
        {
            await shared.ForgetAsync(hours.AgentId, (time.GetUtcNow() - TokenLedger.Retention).ToUnixTimeMilliseconds(), cancellation);
            _forgotOn = today;
        }
    }

    private async Task ReadOthersAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var periods = _budgets.Select(b => b.PeriodOf(books.Calendar, now)).ToList();
        if (periods.Count == 0)
        {
            return;
        }

        var rows = await shared.ReadAsync(hours.AgentId, periods.Min(p => p.Start), periods.Max(p => p.End), cancellation);
        var used = new Dictionary<string, BudgetUse>(StringComparer.Ordinal);
        foreach (var (budget, period) in _budgets.Zip(periods))
        {
            var amount = default(BudgetAmount);
            foreach (var row in rows)
            {
                amount += period.Contains(row.Hour.Hour) ? budget.AmountOf(row.Hour, row.Tokens, books.Prices, books.Calendar) : default;
            }

            used[budget.Name] = new BudgetUse(period.Start, amount);
        }

        books.Budgets.SetElsewhere(used);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Tokens are not shared for now: {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Tokens are shared again; nothing was lost")]
    private partial void LogRecovered();
}
