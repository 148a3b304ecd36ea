using System.Text;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Views;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens.Otlp;

/// <summary>
/// Finds the use of tokens in what apps push and hands it to the ledger, once each: of an app the best way of telling that it
/// has counts (<see cref="UsageSource"/>). The caller holds the lock under which commits are cut.
/// </summary>
/// <param name="provider">The name by which the agent knows a provider.</param>
internal sealed class OtlpUsage(ITokenUsageConsumer ledger, Func<ReadOnlySpan<byte>, string> provider, TimeProvider time)
{
    public const int MaxApps = 5000;

    /// <summary>An app that was started shortly before the agent first was is counted from its beginning.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(30);

    private const string SinceKey = "since";
    private const string AppPrefix = "app ";
    private const string SeriesPrefix = "series ";
    private const string OverflowApp = "";
    private const long NanosecondsPerMillisecond = 1_000_000;

    private readonly Dictionary<string, PushingApp> _apps = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Provider, string Model, string Operation), MetricTokens> _tallies = [];
    private readonly UsageSeriesTable _series = new((time.GetUtcNow() - Grace).ToUnixTimeMilliseconds() * NanosecondsPerMillisecond) { SinceChanged = true };
    private long _sweptAt = time.GetUtcNow().ToUnixTimeMilliseconds();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Counts what a request tells of tokens.</summary>
    public void Count(OtlpSignal signal, ReadOnlySpan<byte> request)
    {
        foreach (var message in OtlpResourceGroup.Of(request))
        {
            var group = new OtlpResourceGroup(message);
            switch (signal)
            {
                case OtlpSignal.Metrics:
                    // The better family last, so that it knows what the lesser one had counted.
                    CountMetrics(group, UsageSource.Histogram);
                    CountMetrics(group, UsageSource.Counters);
                    break;
                case OtlpSignal.Traces:
                    CountSpans(group);
                    break;
            }
        }

        _series.EndRequest();
    }

    /// <summary>Counts a call that an app told of. Times are Unix milliseconds.</summary>
    public void Count(string app, UsageSource source, in GenAiAttributes call, long began, long ended)
    {
        if (call.Tokens.Any && !call.SumsUpOthers)
        {
            Count(app, source, new(Provider(call), Text(call.Model), Text(call.Operation)), call.Tokens, call.IsEstimated, began, ended);
        }
    }

    /// <inheritdoc cref="Count(string, UsageSource, in GenAiAttributes, long, long)"/>
    public void Count(string app, UsageSource source, (string Provider, string Model, string Operation) call, in CallTokens tokens, bool isEstimated, long began, long ended)
    {
        var of = App(app);
        if (of.Admit(source, Now))
        {
            Hand(of, call, tokens, isEstimated, began, ended);
        }
    }

    /// <summary>What tells apps apart, the same for all their signals and instances.</summary>
    public static string AppOf(OtlpResourceGroup group)
    {
        var name = group.Attributes.TryGet("service.name"u8, out var service) ? Text(service.Bytes) : "";
        return group.Attributes.TryGet("service.namespace"u8, out var space) && !space.Bytes.IsEmpty ? $"{Text(space.Bytes)}/{name}" : name;
    }

    /// <summary>Takes over what earlier runs have committed.</summary>
    /// <exception cref="FormatException">It cannot be understood.</exception>
    public void Load(IEnumerable<StoredUsage> stored)
    {
        foreach (var (key, state) in stored)
        {
            if (state is null)
            {
                continue;
            }

            if (key == SinceKey)
            {
                _series.Since = PushingApp.Number(state, 0);
                _series.SinceChanged = false;
            }
            else if (key.StartsWith(AppPrefix, StringComparison.Ordinal))
            {
                var name = key[AppPrefix.Length..];
                _apps[name] = PushingApp.Of(name, state);
            }
            else if (key.StartsWith(SeriesPrefix, StringComparison.Ordinal))
            {
                _series.Load(key[SeriesPrefix.Length..], UsageSeries.Of(state));
            }
        }
    }

    public void TakeChanges(CommitSet commit)
    {
        if (Math.Abs(Now - _sweptAt) > SweepInterval.TotalMilliseconds)
        {
            _sweptAt = Now;
            _series.Sweep(Now);
            ForgetSilentApps(commit);
        }

        if (_series.SinceChanged)
        {
            _series.SinceChanged = false;
            commit.Usage.Add(new(SinceKey, [PushingApp.Text(_series.Since)]));
        }

        commit.Usage.AddRange(_series.TakeChanges().Select(s => new StoredUsage(SeriesPrefix + s.Key, s.Series?.ToStored())));
        foreach (var app in _apps.Values.Where(a => a.IsChanged))
        {
            app.IsChanged = false;
            commit.Usage.Add(new(AppPrefix + app.Name, app.ToStored()));
        }
    }

    /// <summary>An app that is silent so long is counted like a new one anyway: without this, names made up by the run would use up <see cref="MaxApps"/>.</summary>
    private void ForgetSilentApps(CommitSet commit)
    {
        foreach (var app in _apps.Values.Where(a => a.IsSilent(Now)).ToList())
        {
            _apps.Remove(app.Name);
            commit.Usage.Add(new(AppPrefix + app.Name, null));
        }
    }

    private void CountSpans(OtlpResourceGroup group)
    {
        string? app = null;
        foreach (var scope in group.Scopes)
        {
            foreach (var item in new OtlpScopeGroup(scope).Items)
            {
                var span = new OtlpSpan(item);
                var call = new GenAiAttributes(span.Attributes);
                if (call.Tokens.Any)
                {
                    Count(app ??= AppOf(group), UsageSource.Span, call, Milliseconds(span.Start), Milliseconds(span.End));
                }
            }
        }
    }

    private void CountMetrics(OtlpResourceGroup group, UsageSource source)
    {
        PushingApp? app = null;
        UInt128 process = 0;
        foreach (var message in group.Scopes)
        {
            var scope = new OtlpScopeGroup(message);
            foreach (var item in scope.Items)
            {
                var metric = new OtlpMetric(item);
                if (UsageMetric.SourceOf(metric) != source)
                {
                    continue;
                }

                if (app is null)
                {
                    app = App(AppOf(group));
                    process = AttributeHash.Of(group.Attributes);
                }

                if (app.Admit(source, Now))
                {
                    var name = AttributeHash.Of(new OtlpScope(scope.Scope).Name) + UInt128.RotateLeft(AttributeHash.Of(metric.Name), 1);
                    CountPoints(metric, AttributeHash.Text(process), process + UInt128.RotateLeft(name, 2));
                }
            }
        }

        foreach (var (call, tally) in _tallies)
        {
            Hand(app!, call, tally.Tokens, isEstimated: false, tally.Since, tally.At);
        }

        _tallies.Clear();
    }

    private void CountPoints(OtlpMetric metric, string process, UInt128 stream)
    {
        foreach (var item in metric.Points)
        {
            var point = new UsagePoint(metric.Kind, item);
            var call = new GenAiAttributes(point.Attributes);
            if (!point.IsValid || UsageMetric.TypeOf(metric, call.TokenType) is not { } type)
            {
                continue;
            }

            var isDelta = metric.Temporality == OtlpTemporality.Delta;
            var key = AttributeHash.Text(stream + UInt128.RotateLeft(AttributeHash.Of(point.Attributes), 4) + (isDelta ? 0 : (UInt128)point.Start));
            var since = Math.Max(point.Start, _series.LastTime(key) ?? 0);
            var tokens = isDelta
                ? _series.Increment(key, process, point.Time, point.Value, Now)
                : _series.Total(key, process, point.Start, point.Time, point.Value, Now);
            if (tokens > 0)
            {
                var of = (Provider(call), Text(call.Model), Text(call.Operation));
                var tally = _tallies.TryGetValue(of, out var known) ? known : new MetricTokens(long.MaxValue, 0, default);
                _tallies[of] = tally.With(type, tokens, since / NanosecondsPerMillisecond, point.Time / NanosecondsPerMillisecond);
            }
        }
    }

    private void Hand(PushingApp app, (string Provider, string Model, string Operation) call, in CallTokens tokens, bool isEstimated, long began, long ended)
    {
        var countedInput = app.TakeCounted(isOutput: false, call.Model, tokens.AllInput, began);
        var countedOutput = app.TakeCounted(isOutput: true, call.Model, tokens.AllOutput, began);
        var usage = tokens.Split(countedInput, countedOutput);
        ledger.Consume(usage with { Provider = call.Provider, Model = call.Model, Operation = call.Operation, UnixMilliseconds = ended, Estimated = isEstimated });
        var at = ended > 0 ? Math.Min(ended, Now) : Now;

        // What was taken off lesser ways is in this one's count from now on, should a still better one come.
        app.Remember(isOutput: false, call.Model, tokens.AllInput, at);
        app.Remember(isOutput: true, call.Model, tokens.AllOutput, at);
    }

    private PushingApp App(string name)
    {
        if (!_apps.TryGetValue(name, out var app))
        {
            name = _apps.Count < MaxApps ? name : OverflowApp;
            if (!_apps.TryGetValue(name, out app))
            {
                _apps[name] = app = new PushingApp(name);
            }
        }

        return app;
    }

    /// <summary>The name by which the agent knows a provider.</summary>
    public string ProviderOf(ReadOnlySpan<byte> name) => provider(name);

    private string Provider(in GenAiAttributes call) => call.Provider.IsEmpty ? "" : provider(call.Provider);

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(Records.Utf8Prefix.Of(text, Records.NameTable.MaxNameBytes));

    private static long Milliseconds(ulong nanoseconds) => (long)(nanoseconds / NanosecondsPerMillisecond);

    /// <summary>What the metrics of one request add for one kind of call.</summary>
    private readonly record struct MetricTokens(long Since, long At, CallTokens Tokens)
    {
        public MetricTokens With(TokenType type, long tokens, long since, long at)
        {
            var sum = Tokens;
            switch (type)
            {
                case TokenType.Input:
                    sum.Input += tokens;
                    break;
                case TokenType.Output:
                    sum.Output += tokens;
                    break;
                case TokenType.CacheRead:
                    sum.CacheRead += tokens;
                    break;
                case TokenType.CacheWrite:
                    sum.CacheWrite += tokens;
                    break;
                default:
                    sum.Reasoning += tokens;
                    break;
            }

            return new(Math.Min(Since, since), Math.Max(At, at), sum);
        }
    }
}
