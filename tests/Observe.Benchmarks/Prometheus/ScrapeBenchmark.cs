using System.Diagnostics;
using System.Globalization;
using Observe.Prometheus;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Observe.Benchmarks.Prometheus;

/// <summary>
/// Measures a page beside the SDK's collect alone and a copy of the page's bytes: medians of thread CPU time, taken in turns,
/// every series updated before each.
/// </summary>
internal static class ScrapeBenchmark
{
    private static readonly (int Lines, int Rounds)[] s_sizes = [(1_000, 400), (10_000, 150), (100_000, 41), (1_000_000, 11)];

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1.5);

    public static void Run(string[] args)
    {
        Console.WriteLine("lines      format              page ms  collect ms  copy ms  page/collect  MB      bytes allocated");
        foreach (var (lines, rounds) in s_sizes)
        {
            if (args.Length == 0 || args.Contains(lines.ToString(CultureInfo.InvariantCulture)))
            {
                Measure(lines, rounds, PrometheusExposition.Text004, scope: true);
                Measure(lines, rounds, PrometheusExposition.Text004, scope: false);
                Measure(lines, rounds, PrometheusExposition.OpenMetrics100, scope: true);
                Measure(lines, rounds, PrometheusExposition.Protobuf, scope: true);
            }
        }
    }

    private static void Measure(int lines, int rounds, PrometheusExposition exposition, bool scope)
    {
        var meter = "bench" + lines;
        using var workload = new ScrapeWorkload(meter, lines);
        var idle = new IdleExporter();
        using var reader = new BaseExportingMetricReader(idle);
        using var idleProvider = Provider(meter, workload).AddReader(reader).Build();
        using var provider = Provider(meter, workload)
            .AddPrometheusExporter(options =>
            {
                options.ScopeInfoEnabled = scope;
                options.MaxScrapeResponseSizeBytes = int.MaxValue;
            })
            .Build();
        var page = PrometheusPage.Of(provider);
        var format = new PrometheusFormat(exposition);
        var discard = new DiscardStream();

        var (pages, collects, copies, allocations) = (new List<double>(), new List<double>(), new List<double>(), new List<long>());
        var warmUp = Stopwatch.StartNew();
        while (warmUp.Elapsed < s_warmUp)
        {
            workload.Update(0);
            page.Write(discard, format);
            idle.Collect!(Timeout.Infinite);
        }

        for (var round = 1; round <= rounds; round++)
        {
            workload.Update(round);
            discard.SetLength(0);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            pages.Add(Milliseconds(() => page.Write(discard, format)));
            allocations.Add(GC.GetAllocatedBytesForCurrentThread() - allocated);
            collects.Add(Milliseconds(() => idle.Collect!(Timeout.Infinite)));
            copies.Add(Copy(discard.Length));
        }

        var (pageTime, collectTime) = (Median(pages), Median(collects));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{lines,-9}  {exposition + (scope ? "" : ", no scope"),-18}  {pageTime,7:0.000}  {collectTime,10:0.000}  {Median(copies),7:0.000}  {pageTime / collectTime,12:0.00}  {discard.Length / 1e6,6:0.00}  {Median([.. allocations.Select(a => (double)a)]),6:0}"));
    }

    private static MeterProviderBuilder Provider(string meter, ScrapeWorkload workload) =>
        Sdk.CreateMeterProviderBuilder()
            .AddMeter(meter)
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = workload.Cardinality });

    private static double Copy(long length)
    {
        var (from, to) = (new byte[length], new byte[length]);
        to.AsSpan().Fill(1);
        from.AsSpan().Fill(1);
        return Milliseconds(() => from.AsSpan().CopyTo(to));
    }

    private static double Milliseconds(Action action)
    {
        var before = ThreadCpu.Now;
        action();
        return (ThreadCpu.Now - before).TotalMilliseconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
