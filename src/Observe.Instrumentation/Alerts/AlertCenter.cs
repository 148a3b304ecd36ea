using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Observe.Instrumentation.Alerts;

/// <summary>
/// Turns rules that are broken into messages: the first at once, then escalations, with a pause between repetitions. Sending happens
/// in the background, over all channels; nothing here blocks or throws into the app. Thread-safe.
/// </summary>
public sealed class AlertCenter : IAsyncDisposable, IDisposable
{
    private const int QueueLimit = 256;
    private const int RuleLimit = 1000;
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(10);

    private readonly AlertOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, AlertRule> _rules = new(StringComparer.Ordinal);
    private readonly List<IAlertChannel> _channels = [];
    private readonly Channel<Alert> _queue = Channel.CreateBounded<Alert>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });
    private readonly CancellationTokenSource _ending = new();
    private readonly HttpClient? _http;
    private readonly Task _sending;
    private long _pending;
    private long _dropped;
    private long _failures;
    private int _isDisposed;

    /// <param name="options">Where alerts go, and how often; the defaults when null.</param>
    /// <param name="logger">Where the log channel writes; without one that channel is missing.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <exception cref="ArgumentException">Options are out of range.</exception>
    public AlertCenter(AlertOptions? options = null, ILogger? logger = null, TimeProvider? time = null)
    {
        _options = options ?? new AlertOptions();
        var faults = new OptionsFaults();
        _options.Validate(faults);
        faults.ThrowIfAny(_options);
        _time = time ?? TimeProvider.System;
        if (_options.Console)
        {
            _channels.Add(new ConsoleAlertChannel(Console.Error));
        }

        if (_options.Log && logger is not null)
        {
            _channels.Add(new LoggerAlertChannel(logger));
        }

        if (_options.Webhook is { } url)
        {
            _http = new HttpClient();
            _channels.Add(new WebhookAlertChannel(_http, url));
        }

        _channels.AddRange(_options.Channels);
        _sending = Task.Run(SendAllAsync);
    }

    /// <summary>What was last told of each rule that is still broken, by rule.</summary>
    public IReadOnlyList<Alert> Active
    {
        get
        {
            lock (_gate)
            {
                return [.. _rules.Values.Select(r => r.Active).OfType<Alert>().OrderBy(a => a.Rule, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Alerts that were not sent because 256 others were waiting, or because there are over 1000 rules.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Alerts that a channel could not send; one alert can fail on several channels.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>
    /// Says how a rule stands. To be called again while it stays broken, for escalations; a first breach is told at once unless the
    /// rule broke less than the cooldown before.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="severity">How bad it is; null when the rule is kept.</param>
    /// <param name="message">What is wrong, or that all is well again.</param>
    public void Report(string rule, AlertSeverity? severity, string message)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(message);
        if (!_options.Enabled)
        {
            return;
        }

        lock (_gate)
        {
            if (!_rules.TryGetValue(rule, out var state))
            {
                if (severity is null)
                {
                    return;
                }

                if (_rules.Count >= RuleLimit)
                {
                    Interlocked.Increment(ref _dropped);
                    return;
                }

                _rules.Add(rule, state = new AlertRule(rule, _options));
            }

            var now = _time.GetUtcNow();
            Enqueue(severity is { } bad ? state.Break(bad, message, now) : state.Keep(message, now));
        }
    }

    /// <summary>Waits until everything reported so far was offered to all channels.</summary>
    public async Task FlushAsync(CancellationToken cancellation = default)
    {
        while (Interlocked.Read(ref _pending) > 0 && !_sending.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }
    }

    /// <summary>Sends what is waiting, for at most two seconds, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        _queue.Writer.TryComplete();
        _ending.CancelAfter(TimeSpan.FromSeconds(2));
        await _sending;
        _http?.Dispose();
        _ending.Dispose();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void Enqueue(Alert? alert)
    {
        if (alert is null)
        {
            return;
        }

        Interlocked.Increment(ref _pending);
        if (!_queue.Writer.TryWrite(alert))
        {
            Interlocked.Decrement(ref _pending);
            Interlocked.Increment(ref _dropped);
        }
    }

    private async Task SendAllAsync()
    {
        await foreach (var alert in _queue.Reader.ReadAllAsync())
        {
            foreach (var channel in _channels)
            {
                await SendAsync(channel, alert);
            }

            Interlocked.Decrement(ref _pending);
        }
    }

    private async Task SendAsync(IAlertChannel channel, Alert alert)
    {
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            timeout.CancelAfter(SendTimeout);
            await channel.SendAsync(alert, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception)
        {
            // A channel is foreign code, and an alert that cannot be sent must not hold up the next.
            Interlocked.Increment(ref _failures);
        }
    }
}
