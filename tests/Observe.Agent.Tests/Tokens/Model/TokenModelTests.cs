using System.Globalization;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens;
using Observe.Agent.Tokens.Budgets;
using Observe.Agent.Tokens.Prices;
using Observe.Agent.Tokens.Reports;
using Xunit.Abstractions;

namespace Observe.Agent.Tests.Tokens.Model;

/// <summary>
/// Ledger, counters, costs, budgets and reports beside a list of everything that was used: random usage of all sources, at summer
/// time and at the ends of months, with failing commits, crashes, restarts, and clocks that go back. <c>OBSERVE_LONG=1</c>
/// makes it thousands of runs, <c>OBSERVE_SEED</c> repeats one.
/// </summary>
public class TokenModelTests(ITestOutputHelper output)
{
    private const int Steps = 80;

    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];

    /// <summary>Shortly before the clocks of those zones are set, and before months, a February and a year end.</summary>
    private static readonly string[] Starts =
    [
        "2026-03-29 00:10", "2026-10-25 00:10", "2026-03-08 06:10", "2026-11-01 05:10", "2026-04-04 14:10", "2026-10-03 14:40",
        "2026-02-28 22:00", "2028-02-28 22:00", "2026-04-30 03:00", "2026-12-31 17:00", "2026-08-31 12:30",
    ];

    private static readonly DateOnly Dearer = new(2026, 10, 25);

    private static readonly PriceTable Prices = new(
    [
        Price("a", 2, 8, null),
        Price("a", 3, 9, Dearer),
        Price("a", 1, 4, new DateOnly(2026, 3, 1)),
        Price("b", 0.0028m, 0.5m, null),
    ]);

    private static bool IsLong => Environment.GetEnvironmentVariable("OBSERVE_LONG") == "1";

    [Fact]
    public async Task Whatever_happens_every_token_is_in_its_hour_and_in_its_budgets_once()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("OBSERVE_SEED"), CultureInfo.InvariantCulture, out var given) ? given : (int?)null;
        for (var run = 0; run < (seed is null ? IsLong ? 3000 : 60 : 1); run++)
        {
            var of = seed ?? 20_261_121 + run;
            output.WriteLine($"seed {of}");
            using var folder = new TemporaryFolder();
            using var model = new Run(folder["data"], of);
            try
            {
                await model.RunAsync();
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"OBSERVE_SEED={of}: {model.Where}", e);
            }
        }
    }

    private static ModelPrice Price(string model, decimal input, decimal output, DateOnly? from) => new()
    {
        Origin = PriceOrigin.Configured, Provider = "p", Models = [model], Input = input, Output = output,
        CacheRead = input / 10, CacheWrite = input * 1.25m, Reasoning = output, From = from,
    };

    private sealed class Run : IDisposable
    {
        private readonly Random _random;
        private readonly SetTime _time;
        private readonly string _folder;
        private readonly TokenOptions _options;
        private readonly TimeZoneInfo _zone;
        private readonly List<NaiveUsage> _pending = [];
        private readonly List<NaiveUsage> _all = [];
        private List<NaiveUsage> _kept = [];
        private StoredBooks _books;
        private DateOnly? _forgotOn;
        private DateTimeOffset? _forgetBefore;
        private DateTimeOffset _lastAt;
        private int _step;
        private int _restarts;

        public Run(string folder, int seed)
        {
            _random = new Random(seed);
            _folder = folder;
            var zone = Zones[_random.Next(Zones.Length)];
            _time = new SetTime(Starts[_random.Next(Starts.Length)]);
            _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
            _options = new TokenOptions { TimeZone = zone };
            _options.Budgets["monthly"] = new() { Limit = 300_000, Period = BudgetPeriod.Month, Models = ["a", "c"] };
            _options.Budgets["money"] = new() { Limit = 0.2, Unit = BudgetUnit.Usd, Period = BudgetPeriod.Day, Warning = 0.5 };
            _books = new StoredBooks(folder, _options, Prices, _time);
        }

        public string Where => $"{_options.TimeZone}, step {_step}, {_time.Now:O}";

        public async Task RunAsync()
        {
            for (; _step < Steps; _step++)
            {
                switch (_random.Next(20))
                {
                    case < 9:
                        Use();
                        break;
                    case < 12:
                        _time.Now += TimeSpan.FromSeconds(_random.Next(0, 3000));
                        break;
                    case 12:
                        _time.Now -= TimeSpan.FromSeconds(_random.Next(0, 9000));
                        break;
                    case 13:
                        // To the second around the full and the half hour.
                        var half = TimeSpan.FromMinutes(30).Ticks;
                        _time.Now = new DateTimeOffset(((_time.Now.Ticks / half) + 1) * half, TimeSpan.Zero) + TimeSpan.FromMilliseconds(_random.Next(-1, 2));
                        break;
                    case 14:
                        Cut(fails: true);
                        break;
                    case 15:
                        Restart(crash: _random.Next(2) == 0);
                        break;
                    default:
                        Cut(fails: false);
                        Compare();
                        break;
                }
            }

            Cut(fails: false);
            Compare();
            await CompareReportAsync();
        }

        public void Dispose() => _books.Dispose();

        private void Use()
        {
            var (model, operation, type) = (new[] { "a", "b", "c", "" }[_random.Next(4)], new[] { "", "chat" }[_random.Next(2)], (TokenType)_random.Next(5));
            var tokens = _random.Next(1, 9000);
            var at = _lastAt = _random.Next(14) switch
            {
                0 => _time.Now.AddSeconds(_random.Next(1, 100_000)),
                1 => SetTime.Parse("1999-12-31 23:59:59"),
                2 => _time.Now.AddDays(-_random.Next(402, 450)),
                3 or 4 => _lastAt,
                < 7 => _time.Now.AddSeconds(-_random.Next(0, 250_000)),
                < 10 => _time.Now.AddSeconds(-_random.Next(0, 1000)),
                _ => DateTimeOffset.UnixEpoch,
            };

            // What cannot be is now.
            var used = at > _time.Now || at.Year < 2015 ? _time.Now : at;
            if (_random.Next(2) == 0)
            {
                _books.Consume(new LogRecord
                {
                    Provider = _books.Names.Providers.Intern("p"), Model = model.Length == 0 ? (ushort)0 : _books.Names.Models.Intern(model), UnixMilliseconds = at.ToUnixTimeMilliseconds(),
                    InputTokens = type == TokenType.Input ? tokens : 0, OutputTokens = type == TokenType.Output ? tokens : 0, CacheReadTokens = type == TokenType.CacheRead ? tokens : 0,
                    CacheWriteTokens = type == TokenType.CacheWrite ? tokens : 0, ReasoningTokens = type == TokenType.Reasoning ? tokens : 0,
                });
                _pending.Add(new(TimeZoneInfo.ConvertTime(used, _zone), "p", model, "", type, TokenOrigin.Log, false, tokens));
            }
            else
            {
                var (origin, estimated) = (_random.Next(2) == 0 ? TokenOrigin.Api : TokenOrigin.Otlp, _random.Next(3) == 0);
                var usage = new TokenUsage { Provider = "p", Model = model, Operation = operation, UnixMilliseconds = at.ToUnixTimeMilliseconds(), Origin = origin, Estimated = estimated };
                _books.Consume(type switch
                {
                    TokenType.Input => usage with { Input = tokens },
                    TokenType.Output => usage with { Output = tokens },
                    TokenType.CacheRead => usage with { CacheRead = tokens },
                    TokenType.CacheWrite => usage with { CacheWrite = tokens },
                    _ => usage with { Reasoning = tokens },
                });
                _pending.Add(new(TimeZoneInfo.ConvertTime(used, _zone), "p", model, operation, type, origin, estimated, tokens));
            }
        }

        private void Cut(bool fails)
        {
            var today = DateOnly.FromDateTime(Clock.DateTime);
            if (_forgotOn != today)
            {
                _forgotOn = today;
                _forgetBefore = _time.Now.AddDays(-400);
            }

            _books.Commit(fails);
            if (!fails)
            {
                _all.AddRange(_pending);
                _kept.AddRange(_pending);
                _pending.Clear();
                _kept = [.. _kept.Where(u => u.Clock >= (_forgetBefore ?? DateTimeOffset.MinValue))];
                _forgetBefore = null;
            }
        }

        /// <summary>What is not committed is lost with the process, and read again by whoever brought it: here it is gone.</summary>
        private void Restart(bool crash)
        {
            if (!crash)
            {
                Cut(fails: false);
            }

            _pending.Clear();
            _forgotOn = null;
            _forgetBefore = null;
            _books.Dispose();
            _restarts++;
            _books = new StoredBooks(_folder, _options, Prices, _time);
        }

        private DateTimeOffset Clock => TimeZoneInfo.ConvertTime(_time.Now, _zone);

        private void Compare()
        {
            var rows = _books.Rows.Select(r => new NaiveUsage(
                TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(r.Hour.Hour), _zone), r.Hour.Provider, r.Hour.Model, r.Hour.Operation, r.Hour.Type, r.Hour.Origin, r.Hour.Estimated, r.Tokens));
            Assert.Equal(NaiveUsage.Sum(_kept, u => u.Row), NaiveUsage.Sum(rows, u => u.Row));
            Assert.Equal(NaiveUsage.Sum(_all, u => u.Series), Counters());
            CompareCosts();
            foreach (var status in _books.Books.Budgets.Statuses)
            {
                CompareBudget(status);
            }
        }

        private SortedDictionary<string, long> Counters() => NaiveUsage.Sum(
            _books.Metrics.Counters.Where(c => c.Key.Metric == MetricNames.Tokens && c.Committed > 0).Select(c => new NaiveUsage(
                default, c.Key["provider"], c.Key["model"].Replace("unknown", "", StringComparison.Ordinal), "",
                AttributeValues.TokenTypeOf(c.Key["type"])!.Value, AttributeValues.TokenOriginOf(c.Key["origin"])!.Value, c.Key["estimated"] == "true", c.Committed)),
            u => u.Series);

        private void CompareCosts()
        {
            foreach (var model in new[] { "a", "b", "c", "" })
            {
                var of = _all.Where(u => u.Model == model).ToList();
                Assert.Equal(of.Where(u => PriceOf(u) is null).Sum(u => u.Tokens), Cost(MetricNames.CostUnpricedTokens, model));

                // A restart may lose what is less than a billionth of a dollar.
                var cost = of.Sum(u => u.Tokens * (PriceOf(u) ?? 0) * 1000);
                Assert.InRange(Cost(MetricNames.Cost, model), cost - 1 - _restarts, cost);
            }
        }

        private long Cost(string metric, string model) =>
            _books.Metrics.Counters.Where(c => c.Key.Metric == metric && c.Key["model"] == (model.Length == 0 ? "unknown" : model)).Sum(c => c.Committed);

        private void CompareBudget(BudgetStatus status)
        {
            var period = status.Budget.Period;
            var used = _kept.Where(u => period switch
            {
                BudgetPeriod.Hour => u.Hour == NaiveUsage.HourOf(Clock),
                BudgetPeriod.Day => u.Clock.Date == Clock.Date,
                _ => (u.Clock.Year, u.Clock.Month) == (Clock.Year, Clock.Month),
            }).Where(u => status.Budget.Name != "monthly" || u.Model is "a" or "c").ToList();
            var isMoney = status.Budget.Name == "money";
            Assert.Equal(isMoney ? used.Sum(u => u.Tokens * (PriceOf(u) ?? 0) / 1_000_000) : used.Sum(u => u.Tokens), status.Used);
            Assert.Equal(isMoney ? used.Where(u => PriceOf(u) is null).Sum(u => u.Tokens) : 0, status.Unpriced);
            var (limit, warning) = status.Budget.Name switch { "hourly" => (50_000m, 40_000m), "daily" => (500_000m, 400_000m), "monthly" => (300_000m, 240_000m), _ => (0.2m, 0.1m) };
            Assert.Equal(status.Used >= limit ? BudgetState.Exceeded : status.Used >= warning ? BudgetState.Warning : BudgetState.Ok, status.State);
            Assert.True(status.Projected >= status.Used);
            Assert.True(status.LimitAt is not { } at || (status.State != BudgetState.Exceeded && at >= _time.Now.ToUnixTimeMilliseconds() && at <= status.Period.End));

            // Told once: never the same twice in a row, and the last word is how it stands.
            var told = _books.Transitions.Where(t => t.Budget == status.Budget.Name && t.PeriodStart == status.Period.Start).Select(t => t.To).ToList();
            Assert.All(told.Zip(told.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
            Assert.Equal(status.State, told.LastOrDefault(BudgetState.Ok));
        }

        private async Task CompareReportAsync()
        {
            var report = await UsageReport.ReadAsync(
                new SavedRows(_books.Rows), Prices, _options.Calendar(), _time.Now, UsageReport.MaxHours, ReportBy.Day, CancellationToken.None);

            // Not in it: what was used before a clock went back, in hours that are to come now.
            var past = _kept.Where(u => u.Clock > Clock.AddDays(-401)).Where(u => u.Clock <= Clock || u.Hour == NaiveUsage.HourOf(Clock)).ToList();
            Assert.Equal(
                NaiveUsage.Sum(past, u => u.Clock.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                new SortedDictionary<string, long>(report.Groups.ToDictionary(g => g.Names[0].Value, g => g.Total), StringComparer.Ordinal));
            Assert.Equal(past.Sum(u => u.Tokens * (PriceOf(u) ?? 0) / 1_000_000), report.Total.Cost);
            Assert.Equal(past.Where(u => u.Estimated).Sum(u => u.Tokens), report.Total.Estimated);
        }

        /// <summary>US dollars for a million, by the day that the clock showed; null when nobody knows.</summary>
        private static decimal? PriceOf(NaiveUsage usage)
        {
            var day = DateOnly.FromDateTime(usage.Clock.DateTime);
            (decimal Input, decimal Output)? price = usage.Model switch
            {
                "a" => day >= Dearer ? (3m, 9m) : day >= new DateOnly(2026, 3, 1) ? (1m, 4m) : (2m, 8m),
                "b" => (0.0028m, 0.5m),
                _ => null,
            };
            return usage.Type switch
            {
                TokenType.Input => price?.Input,
                TokenType.CacheRead => price?.Input / 10,
                TokenType.CacheWrite => price?.Input * 1.25m,
                _ => price?.Output,
            };
        }
    }

    private sealed class SavedRows(IReadOnlyList<TokenCount> rows) : IUsageLedger
    {
        public Task<IReadOnlyList<TokenCount>> ReadAsync(long from, long to, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<TokenCount>>([.. rows.Where(r => r.Hour.Hour >= from && r.Hour.Hour < to)]);
    }
}
