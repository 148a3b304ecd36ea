using System.Diagnostics.Metrics;

namespace Observe.Benchmarks.Prometheus;

/// <summary>
/// Instruments that expose about a given number of sample lines: 40 % counters with three labels, 20 % gauges with four, 40 %
/// lines of histograms with fifteen bounds and three labels. Every series changes at each update.
/// </summary>
internal sealed class ScrapeWorkload : IDisposable
{
    private const int Counters = 10;
    private const int Gauges = 5;
    private const int Histograms = 5;
    private const int LinesPerHistogram = 18;

    private static readonly double[] s_bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30];
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "DELETE"];
    private static readonly string[] s_statuses = ["200", "201", "404", "500"];

    private readonly Meter _meter;
    private readonly Counter<double>[] _counters;
    private readonly Gauge<double>[] _gauges;
    private readonly Histogram<double>[] _histograms;
    private readonly KeyValuePair<string, object?>[][] _requestLabels;
    private readonly KeyValuePair<string, object?>[][] _poolLabels;
    private readonly int _counterSeries;
    private readonly int _gaugeSeries;
    private readonly int _histogramSeries;

    public ScrapeWorkload(string meter, int lines)
    {
        _counterSeries = (int)(lines * 0.4) / Counters;
        _gaugeSeries = (int)(lines * 0.2) / Gauges;
        _histogramSeries = Math.Max(1, (int)Math.Round(lines * 0.4 / LinesPerHistogram / Histograms));
        _meter = new Meter(meter, "1.0");
        _counters = Make(Counters, i => _meter.CreateCounter<double>("http.server.requests" + i, null, "Total requests served"));
        _gauges = Make(Gauges, i => _meter.CreateGauge<double>("process.pool.usage" + i, null, "Pool usage"));
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = s_bounds };
        _histograms = Make(Histograms, i => _meter.CreateHistogram("http.server.duration" + i, null, "Duration", tags: null, advice));
        _requestLabels = Make(Math.Max(_counterSeries, _histogramSeries), i => new KeyValuePair<string, object?>[]
        {
            new("method", s_methods[i & 3]),
            new("route", "/api/v1/resource" + (i >> 2)),
            new("status", s_statuses[(i >> 1) & 3]),
        });
        _poolLabels = Make(_gaugeSeries, i => new KeyValuePair<string, object?>[]
        {
            new("pool", "pool-" + (i & 7)),
            new("node", "node-" + (i >> 3)),
            new("region", "eu-west-" + (i % 3)),
            new("role", "worker"),
        });
    }

    /// <summary>The most series that one instrument has.</summary>
    public int Cardinality => Math.Max(_requestLabels.Length, _poolLabels.Length) + 10;

    public void Update(int round)
    {
        for (var i = 0; i < _counterSeries; i++)
        {
            foreach (var counter in _counters)
            {
                counter.Add(1 + ((i + round) % 7), _requestLabels[i]);
            }
        }

        for (var i = 0; i < _gaugeSeries; i++)
        {
            for (var gauge = 0; gauge < Gauges; gauge++)
            {
                var noise = Noise(i, round, gauge);
                _gauges[gauge].Record((gauge & 1) == 0 ? Math.Round(noise * 1000, 3) : noise * 100, _poolLabels[i]);
            }
        }

        for (var i = 0; i < _histogramSeries; i++)
        {
            for (var histogram = 0; histogram < Histograms; histogram++)
            {
                _histograms[histogram].Record(Noise(i, round, histogram) * 12, _requestLabels[i]);
            }
        }
    }

    public void Dispose() => _meter.Dispose();

    private static double Noise(int i, int round, int instrument)
    {
        unchecked
        {
            var hash = ((uint)i * 2654435761u) + ((uint)round * 40503u) + ((uint)instrument * 977u);
            return hash / 4294967296.0;
        }
    }

    private static T[] Make<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];
}
