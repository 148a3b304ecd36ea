using Observe.Agent.Metrics;
using Observe.Agent.Metrics.Pushed;
using Observe.Agent.Records.Otlp;
using Observe.Benchmarks.Prometheus;

namespace Observe.Benchmarks.Otlp;

/// <summary>
/// Nanoseconds of thread CPU time a point, from a request's bytes into series that are known: medians of rounds. The first
/// column is the look through the request alone, the second all of it.
/// </summary>
internal static class PushBenchmark
{
    private const int Requests = 100;
    private const int Rounds = 15;

    public static void Run()
    {
        Console.WriteLine("points                    bytes/point  validate ns  all ns  M points/CPU s  bytes allocated/point");
        Measure("numbers, gauges", 5, 2);
        Measure("numbers, sums", 7, 2);
        Measure("numbers, increments", 7, 1);
        Measure("histograms, 15 bounds", 9, 2);
        Measure("histograms, increments", 9, 1);
        Measure("exponential, 40 buckets", 10, 2);
        Measure("exponential, increments", 10, 1);
    }

    private static void Measure(string what, int kind, int temporality)
    {
        using var components = new ComponentMetrics();
        using var pushed = new PushedMetrics(new SeriesOptions(), components, () => Task.CompletedTask, TimeProvider.System);
        var push = 0;
        var (validations, all) = (new List<double>(), new List<double>());
        long allocated = 0;
        var size = 0;
        for (var round = 0; round < Rounds + 5; round++)
        {
            var requests = Enumerable.Range(0, Requests).Select(_ => PushPayload.Request(kind, temporality, push++)).ToArray();
            size = requests[0].Length;
            var before = ThreadCpu.Now;
            foreach (var request in requests)
            {
                OtlpValidation.IsRequest(OtlpSignal.Metrics, request, out _);
            }

            var between = ThreadCpu.Now;
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            foreach (var request in requests)
            {
                var taken = pushed.ConsumeAsync(OtlpSignal.Metrics, request, CancellationToken.None);
                if (!taken.IsCompletedSuccessfully || taken.Result != OtlpOutcome.Accepted)
                {
                    throw new InvalidOperationException("Not every point was taken, so the figures would be of something else.");
                }
            }

            var after = ThreadCpu.Now;
            if (round >= 5)
            {
                allocated += GC.GetAllocatedBytesForCurrentThread() - bytes;
                validations.Add((between - before).TotalNanoseconds / (Requests * PushPayload.Points));
                all.Add((after - before).TotalNanoseconds / (Requests * PushPayload.Points));
            }
        }

        var (validate, median) = (Median(validations), Median(all));
        Console.WriteLine(
            $"{what,-26}{size / (double)PushPayload.Points,11:F0}{validate,13:F0}{median,8:F0}{1000 / median,16:F2}{allocated / (double)(Rounds * Requests * PushPayload.Points),23:F3}");
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
