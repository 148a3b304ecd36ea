using System.Diagnostics;
using System.Text.RegularExpressions;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Kill;

/// <summary>
/// Scrapes as fast as it can, over the lives of many agents on one address, and fails at the first counter that is less than
/// it was: what was shown a moment before a kill has to be there after it.
/// </summary>
internal sealed partial class CounterWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<string, double> _last = new(StringComparer.Ordinal);

    public int Scrapes { get; private set; }

    /// <summary>Watches for a while; an agent that does not answer yet is no fault.</summary>
    public async Task WatchAsync(RunningAgent agent, TimeSpan length)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < length)
        {
            try
            {
                Saw(await agent.MetricsAsync());
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }

            await Task.Delay(Pause);
        }
    }

    public void Saw(Exposition metrics)
    {
        Scrapes++;
        foreach (var sample in metrics.Samples.Where(s => Counter().IsMatch(s.Name)))
        {
            var series = sample.ToString();
            Assert.True(
                sample.Value >= _last.GetValueOrDefault(series),
                $"{series} went back from {_last.GetValueOrDefault(series)} to {sample.Value} at scrape {Scrapes}");
            _last[series] = sample.Value;
        }
    }

    [GeneratedRegex("^observe_(log|tokens).*_(total|count|sum|bucket)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Counter();
}
