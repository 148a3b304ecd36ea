using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens.Prices;

namespace Observe.Agent.Tokens.Ledger;

/// <summary>Counts what tokens cost, by the price of the day they were used; without a price they count as unpriced.</summary>
internal sealed class TokenCosts(CommittedMetrics metrics, PriceTable prices, TokenCalendar calendar)
{
    private const int PicoDollarsANano = 1000;

    private readonly Dictionary<AccountName, Series> _series = [];

    public void Count(in TokenHour of, long tokens)
    {
        var name = new AccountName(of.Provider, of.Model, "", default);
        if (!_series.TryGetValue(name, out var series))
        {
            _series[name] = series = new Series();
        }

        if (series.Hour != of.Hour || !series.IsLookedUp)
        {
            series.Hour = of.Hour;
            series.IsLookedUp = true;
            series.Price = prices.Find(of.Provider, of.Model, calendar.DateOf(of.Hour));
        }

        if (series.Price is null)
        {
            (series.Unpriced ??= Counter(MetricNames.CostUnpricedTokens, of)).Add(tokens);
            return;
        }

        // What is less than a billionth of a dollar is carried to the next time.
        var pico = ((Int128)tokens * series.Price.PicoDollars(of.Type)) + series.Carry;
        series.Carry = pico % PicoDollarsANano;
        (series.Cost ??= Counter(MetricNames.Cost, of)).Add((long)Int128.Min(pico / PicoDollarsANano, long.MaxValue));
    }

    private CommittedCounter Counter(string metric, in TokenHour of) => metrics.Counter(
        new SeriesKey(metric, new("provider", LogMetrics.NameOf(of.Provider)), new("model", LogMetrics.NameOf(of.Model))));

    private sealed class Series
    {
        public long Hour { get; set; }

        public bool IsLookedUp { get; set; }

        public ModelPrice? Price { get; set; }

        public Int128 Carry { get; set; }

        public CommittedCounter? Cost { get; set; }

        public CommittedCounter? Unpriced { get; set; }
    }
}
