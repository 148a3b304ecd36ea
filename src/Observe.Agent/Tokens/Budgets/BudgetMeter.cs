using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tokens.Budgets;

/// <summary>
/// Adds up what is used of one budget in the running period, and how fast: what is stored, and beside it what is about to be.
/// Used by one thread at a time.
/// </summary>
internal sealed class BudgetMeter(Budget budget, TokenCalendar calendar, PriceTable prices, Func<long, long, IReadOnlyList<TokenCount>> ledger)
{
    private const long Minute = 60_000;

    /// <summary>The present rate is that of the last ten minutes.</summary>
    private const int RateMinutes = 10;

    private readonly Dictionary<long, decimal> _minutes = [];
    private TokenCalendar.Span _period;
    private BudgetAmount _stored;

    public Budget Budget => budget;

    /// <param name="now">In Unix milliseconds.</param>
    /// <param name="unstored">What is not in the ledger yet.</param>
    /// <param name="elsewhere">What other agents used, as far as it is known.</param>
    public BudgetStatus Evaluate(long now, IReadOnlyList<TokenDelta> unstored, BudgetUse? elsewhere)
    {
        if (!_period.Contains(now))
        {
            Begin(now);
        }

        var total = _stored + (elsewhere?.PeriodStart == _period.Start ? elsewhere.Amount : default);
        var inRate = 0m;
        foreach (var (minute, used) in _minutes)
        {
            inRate += IsRecent(minute, now) ? used : 0;
        }

        foreach (var delta in unstored)
        {
            var amount = Amount(delta.Hour, delta.Tokens);
            total += _period.Contains(delta.Hour.Hour) ? amount : default;
            inRate += IsRecent(delta.At, now) ? amount.Used : 0;
        }

        var aMillisecond = inRate / (RateMinutes * Minute);
        var projected = total.Used + (aMillisecond * (_period.End - now));
        var limitAt = total.Used < budget.Limit && aMillisecond > 0 && projected >= budget.Limit
            ? now + (long)((budget.Limit - total.Used) / aMillisecond)
            : (long?)null;
        return new BudgetStatus(budget, _period, budget.StateOf(total.Used), total.Used, projected, limitAt, total.Unpriced);
    }

    /// <summary>These are in the ledger now.</summary>
    public void Stored(IReadOnlyList<TokenDelta> deltas, long now)
    {
        foreach (var delta in deltas)
        {
            var amount = Amount(delta.Hour, delta.Tokens);
            _stored += _period.Contains(delta.Hour.Hour) ? amount : default;
            if (IsRecent(delta.At, now))
            {
                AddMinute(delta.At, amount.Used);
            }
        }

        foreach (var minute in _minutes.Keys.Where(m => !IsRecent(m, now)).ToList())
        {
            _minutes.Remove(minute);
        }
    }

    /// <summary>A new period, a start, or a clock that went back.</summary>
    private void Begin(long now)
    {
        var keepsRate = now >= _period.Start && _period.End > 0;
        var period = budget.PeriodOf(calendar, now);
        var rows = ledger(period.Start, period.End);
        _stored = Sum(rows, period);
        _period = period;
        if (!keepsRate)
        {
            GuessRate(rows, now);
        }
    }

    /// <summary>The ledger knows hours only: what it has of the running one counts as spread evenly over it.</summary>
    private void GuessRate(IReadOnlyList<TokenCount> rows, long now)
    {
        _minutes.Clear();
        var hour = calendar.HourOf(now);
        var used = Sum(rows, hour).Used;
        var minutes = ((now - hour.Start) / Minute) + 1;
        for (var i = 0; i < Math.Min(minutes, RateMinutes); i++)
        {
            AddMinute(now - (i * Minute), used / minutes);
        }
    }

    private BudgetAmount Sum(IReadOnlyList<TokenCount> rows, TokenCalendar.Span span)
    {
        var sum = default(BudgetAmount);
        foreach (var row in rows)
        {
            sum += span.Contains(row.Hour.Hour) ? Amount(row.Hour, row.Tokens) : default;
        }

        return sum;
    }

    private BudgetAmount Amount(in TokenHour of, long tokens) => budget.AmountOf(of, tokens, prices, calendar);

    private void AddMinute(long at, decimal used)
    {
        var minute = at - (at % Minute);
        _minutes[minute] = _minutes.GetValueOrDefault(minute) + used;
    }

    private static bool IsRecent(long at, long now) => at > now - (RateMinutes * Minute) && at <= now;
}
