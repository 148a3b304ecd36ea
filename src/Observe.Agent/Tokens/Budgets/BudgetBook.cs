using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Budgets;

/// <summary>
/// All budgets: how they stand, and each time that one comes to stand otherwise, once. A transition is stored in the commit that
/// brought it about, so that a restart does not tell it again. Evaluated by one thread; <see cref="Statuses"/> may be read by any.
/// </summary>
internal sealed partial class BudgetBook(
    IReadOnlyList<BudgetMeter> meters, IReadOnlyList<BudgetTransition> told, TokenCalendar calendar, TimeProvider time, ILogger<BudgetBook> log)
{
    private readonly Dictionary<string, BudgetState> _told = Latest(told, t => InPeriod(t.Budget, t.PeriodStart));
    private readonly Dictionary<string, BudgetState> _state = Latest(told, t => t.Budget);
    private volatile IReadOnlyDictionary<string, BudgetUse> _elsewhere = new Dictionary<string, BudgetUse>();
    private volatile IReadOnlyList<BudgetStatus> _statuses = [];
    private List<BudgetStatus> _evaluated = [];

    /// <summary>As of the last commit.</summary>
    public IReadOnlyList<BudgetStatus> Statuses => _statuses;

    /// <summary>What other agents used, by budget; stands until the next call.</summary>
    public void SetElsewhere(IReadOnlyDictionary<string, BudgetUse> used) => _elsewhere = used;

    /// <summary>Looks at every budget with what is about to be stored, and adds the transitions to it.</summary>
    public void Evaluate(CommitSet commit)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        _evaluated = [.. meters.Select(m => m.Evaluate(now, commit.Tokens, _elsewhere.GetValueOrDefault(m.Budget.Name)))];
        foreach (var status in _evaluated)
        {
            if (Transition(status, now) is { } transition)
            {
                commit.Budgets.Add(transition);
                _told[InPeriod(transition.Budget, transition.PeriodStart)] = transition.To;
                _state[transition.Budget] = transition.To;
            }
        }
    }

    /// <summary>After the commit is stored: shows how the budgets stand, and logs what changed.</summary>
    public void Publish(CommitSet commit)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var meter in meters)
        {
            meter.Stored(commit.Tokens, now);
        }

        _statuses = _evaluated;
        foreach (var transition in commit.Budgets)
        {
            Log(transition);
        }
    }

    /// <summary>A period begins with ok, which is told only when the one before did not end so.</summary>
    private BudgetTransition? Transition(BudgetStatus status, long now)
    {
        var budget = status.Budget;
        var last = _state.GetValueOrDefault(budget.Name);
        var isTold = _told.TryGetValue(InPeriod(budget.Name, status.Period.Start), out var told);
        if (isTold ? status.State == told : status.State == BudgetState.Ok && last == BudgetState.Ok)
        {
            // The clock may have gone back into a period that was told about already.
            _state[budget.Name] = status.State;
            return null;
        }

        var from = isTold ? told : status.State == BudgetState.Ok ? last : BudgetState.Ok;
        return new BudgetTransition(
            budget.Name, budget.PeriodWord, status.Period.Start, now, from, status.State, status.Used, budget.Limit, budget.UnitWord, status.LimitAt);
    }

    private void Log(BudgetTransition transition)
    {
        var used = BudgetText.Amount(transition.Used, transition.Unit);
        var limit = BudgetText.Amount(transition.Limit, transition.Unit);
        switch (transition.To)
        {
            case BudgetState.Exceeded:
                LogExceeded(transition.Budget, used, limit, transition.Period);
                break;
            case BudgetState.Warning:
                LogWarning(transition.Budget, used, limit, transition.Period, BudgetText.LimitAt(transition.LimitAt, calendar));
                break;
            default:
                LogOk(transition.Budget, used, limit, transition.Period);
                break;
        }
    }

    private static string InPeriod(string budget, long periodStart) => $"{periodStart} {budget}";

    private static Dictionary<string, BudgetState> Latest(IReadOnlyList<BudgetTransition> told, Func<BudgetTransition, string> key)
    {
        var latest = new Dictionary<string, BudgetState>(StringComparer.Ordinal);
        foreach (var transition in told)
        {
            latest[key(transition)] = transition.To;
        }

        return latest;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Budget {Budget} is exceeded: {Used} of {Limit} used this {Period}")]
    private partial void LogExceeded(string budget, string used, string limit, string period);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Budget {Budget} is nearly used up: {Used} of {Limit} this {Period}; {When}")]
    private partial void LogWarning(string budget, string used, string limit, string period, string when);

    [LoggerMessage(Level = LogLevel.Information, Message = "Budget {Budget} is within its limit again: {Used} of {Limit} used this {Period}")]
    private partial void LogOk(string budget, string used, string limit, string period);
}
