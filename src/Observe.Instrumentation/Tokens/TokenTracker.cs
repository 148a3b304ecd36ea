using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Instrumentation.Delivery;
using Observe.Instrumentation.Events;
using Observe.Instrumentation.Metrics;
using Observe.Tokenizer;

namespace Observe.Instrumentation.Tokens;

/// <summary>
/// Adds up tokens by provider and model, and warns of local limits at 80 % and when they are exceeded. A limit is this process' own:
/// what all apps use together the agent knows. Thread-safe.
/// </summary>
public sealed partial class TokenTracker : IDisposable
{
    private const int NameCount = 200;

    /// <summary>More for one call is a mistake, and would add up beyond what a number holds.</summary>
    private const long MostTokens = 1_000_000_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Provider, string Model), TokenUsage> _usage = [];
    private readonly LimitState[] _limits;
    private readonly NameLimit _models = new(NameCount);
    private readonly NameLimit _providers = new(NameCount);
    private readonly ConcurrentDictionary<string, ModelEncoding> _encodings = new(StringComparer.Ordinal);
    private readonly TokenInstruments _instruments;
    private readonly IEventSink _sink;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    /// <param name="limits">Local limits; none when null.</param>
    /// <param name="logger">Where limits are told; nowhere when null.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="meters">Makes the meter; a process-wide one when null.</param>
    /// <exception cref="ArgumentException">A limit is not valid; the message names all faults.</exception>
    public TokenTracker(
        IEnumerable<TokenLimit>? limits = null, ILogger<TokenTracker>? logger = null, TimeProvider? time = null, IMeterFactory? meters = null)
        : this(limits, logger, time, meters, NoSink.Instance)
    {
    }

    internal TokenTracker(IEnumerable<TokenLimit>? limits, ILogger? logger, TimeProvider? time, IMeterFactory? meters, IEventSink sink)
    {
        TokenLimit[] all = [.. limits ?? []];
        var faults = new OptionsFaults();
        Validate(all, faults);
        faults.ThrowIfAny(limits);
        _limits = Array.ConvertAll(all, l => new LimitState(l));
        _logger = logger is null ? NullLogger.Instance : new SafeLogger(logger);
        _time = time ?? TimeProvider.System;
        _sink = sink;
        _instruments = MeterInstruments.Of(meters).Tokens;
        _instruments.Add(this);
    }

    /// <summary>Counts the tokens of a text for a model.</summary>
    /// <param name="model">The model, by its usual name.</param>
    /// <param name="text">The text.</param>
    /// <param name="isExact">Whether the model's own vocabulary counted; false is an estimate.</param>
    public int Count(string model, ReadOnlySpan<char> text, out bool isExact)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!_encodings.TryGetValue(model, out var encoding))
        {
            encoding = ModelEncoding.For(model);
            if (_encodings.Count < NameCount)
            {
                _encodings.TryAdd(model, encoding);
            }
        }

        isExact = encoding.IsExact;
        return encoding.Count(text);
    }

    /// <summary>Adds what a call used. Counts below 0 are taken as 0, those above 10^12 as that.</summary>
    /// <param name="provider">The provider, one of few (200, then <c>other</c>); <c>unknown</c> when null.</param>
    /// <param name="model">The model, one of few (200, then <c>other</c>); <c>unknown</c> when null.</param>
    /// <param name="inputTokens">Input tokens, cached ones included.</param>
    /// <param name="outputTokens">Output tokens, reasoning included.</param>
    /// <param name="estimatedTokens">How many of both were counted with another model's vocabulary.</param>
    public void Add(string? provider, string? model, long inputTokens, long outputTokens, long estimatedTokens = 0)
    {
        inputTokens = Math.Clamp(inputTokens, 0, MostTokens);
        outputTokens = Math.Clamp(outputTokens, 0, MostTokens);
        estimatedTokens = Math.Clamp(estimatedTokens, 0, inputTokens + outputTokens);
        var key = (_providers.Of(provider), _models.Of(model));
        List<(TokenLimitStatus Status, double Share)>? passed = null;
        lock (_gate)
        {
            var before = _usage.GetValueOrDefault(key) ?? new TokenUsage(key.Item1, key.Item2, 0, 0, 0, 0);
            _usage[key] = before with
            {
                Calls = before.Calls + 1,
                InputTokens = before.InputTokens + inputTokens,
                OutputTokens = before.OutputTokens + outputTokens,
                EstimatedTokens = before.EstimatedTokens + estimatedTokens,
            };
            if (_limits.Length > 0)
            {
                passed = Spend(model, inputTokens + outputTokens);
            }
        }

        passed?.ForEach(Tell);
    }

    /// <summary>Whether so many tokens more of a model stay within all limits.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">Tokens to come.</param>
    public bool IsWithinLimits(string? model, long tokens)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            return _limits.Where(l => l.Covers(model)).All(l => l.Read(now).Remaining >= tokens);
        }
    }

    /// <summary>How the limits stand.</summary>
    public IReadOnlyList<TokenLimitStatus> GetLimits()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            return [.. _limits.Select(l => l.Read(now))];
        }
    }

    /// <summary>What was used since the start, by provider and model.</summary>
    public IReadOnlyList<TokenUsage> GetUsage()
    {
        lock (_gate)
        {
            return [.. _usage.Values.OrderBy(u => u.Provider, StringComparer.Ordinal).ThenBy(u => u.Model, StringComparer.Ordinal)];
        }
    }

    /// <summary>Ends the metrics of the limits; adding and reading go on to work.</summary>
    public void Dispose() => _instruments.Remove(this);

    internal static void Validate(IReadOnlyList<TokenLimit> limits, OptionsFaults faults)
    {
        for (var i = 0; i < limits.Count; i++)
        {
            faults.Require($"TokenLimits[{i}].Name.Length", limits[i].Name?.Length ?? 0, 1, 64);
            faults.Require($"TokenLimits[{i}].Tokens", limits[i].Tokens, 1, long.MaxValue);
            if (limits.Take(i).Any(l => l.Name == limits[i].Name))
            {
                faults.Add($"TokenLimits[{i}].Name \"{limits[i].Name}\" is there twice");
            }
        }
    }

    private List<(TokenLimitStatus Status, double Share)> Spend(string? model, long tokens)
    {
        var now = _time.GetUtcNow();
        return
        [
            .. _limits.Where(l => l.Covers(model)).Select(l => (Limit: l, Share: l.Add(tokens, now))).Where(p => p.Share > 0)
                .Select(p => (p.Limit.Read(now), p.Share)),
        ];
    }

    private void Tell((TokenLimitStatus Status, double Share) passed)
    {
        var (status, share) = passed;
        var level = share >= 1 ? LogLevel.Error : LogLevel.Warning;
        LogLimit(_logger, level, status.Limit.Name, status.Used, status.Limit.Tokens, status.Limit.Period, status.ResetsAt);
        _sink.Offer(new AppEvent(
            "observe.token.limit", level, $"Token limit {status.Limit.Name}: {status.Used} of {status.Limit.Tokens} used", _time.GetUtcNow(),
            new EventAttribute[]
            {
                new("observe.token.limit.name", status.Limit.Name), new("observe.token.limit.used", status.Used),
                new("observe.token.limit.tokens", status.Limit.Tokens), new("observe.token.limit.share", share),
            }));
    }

    [LoggerMessage(EventId = 20, EventName = "TokenLimit", Message = "Token limit {Limit}: {Used} of {Tokens} tokens a {Period} used, until {ResetsAt:O}")]
    private static partial void LogLimit(
        ILogger logger, LogLevel level, string limit, long used, long tokens, TokenPeriod period, DateTimeOffset resetsAt);
}
