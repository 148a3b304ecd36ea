namespace Observe.Instrumentation.Tokens;

/// <summary>What was used of one limit in the running period. Not thread-safe.</summary>
internal sealed class LimitState(TokenLimit limit)
{
    private const double WarnAt = 0.8;

    private DateTimeOffset _period;
    private long _used;

    public bool Covers(string? model) => limit.Model is null || string.Equals(limit.Model, model, StringComparison.OrdinalIgnoreCase);

    /// <returns>The share that was passed with these tokens, 0.8 or 1; 0 when none was.</returns>
    public double Add(long tokens, DateTimeOffset now)
    {
        Turn(now);
        var before = (double)_used / limit.Tokens;
        _used += tokens;
        var after = (double)_used / limit.Tokens;
        return before <= 1 && after > 1 ? 1 : before < WarnAt && after >= WarnAt ? WarnAt : 0;
    }

    public TokenLimitStatus Read(DateTimeOffset now)
    {
        Turn(now);
        return new TokenLimitStatus(limit, _used, Math.Max(0, limit.Tokens - _used), _used > limit.Tokens, _period + Length);
    }

    private TimeSpan Length => limit.Period == TokenPeriod.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);

    /// <summary>A clock that goes back begins no period anew.</summary>
    private void Turn(DateTimeOffset now)
    {
        var period = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Length.Ticks), TimeSpan.Zero);
        if (period > _period)
        {
            _period = period;
            _used = 0;
        }
    }
}
