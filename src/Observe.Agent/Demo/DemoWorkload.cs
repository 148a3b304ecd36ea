namespace Observe.Agent.Demo;

/// <summary>
/// An AI system that lives: writes real log files into a directory of its own until it is cancelled. It starts with a burst
/// in which every kind of line occurs, then keeps a natural rhythm of a few dozen lines a second. One seed and one clock
/// give the same files. Rotated files are kept up to a number, so the directory stays within a few megabytes.
/// </summary>
internal sealed class DemoWorkload : IDisposable
{
    public const int DefaultSeed = 42;

    /// <summary>Time between two writes; short enough to look alive, long enough to cost nothing.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private const int BurstLines = 400;
    private const int BurstSeconds = 5;

    private readonly TimeProvider _time;
    private readonly DemoTraffic _traffic;
    private readonly DemoService[] _services;

    public DemoWorkload(string directory, TimeProvider time, int seed = DefaultSeed)
    {
        Directory = Path.GetFullPath(directory);
        _time = time;
        _traffic = new DemoTraffic(seed);
        _services = DemoServices.All(Directory);
    }

    public string Directory { get; }

    /// <summary>Matches every file of the workload, rotated ones included.</summary>
    public string Glob => Path.Combine(Directory, "**", "*.log*");

    /// <summary>Lines written so far, in all files.</summary>
    public long Lines { get; private set; }

    /// <summary>Writes until cancelled, which is no error. A file that cannot be written throws.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        WriteBurst();
        using var timer = new PeriodicTimer(Step, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                WriteStep();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end of the agent is the end of the demo.
        }
    }

    /// <summary>The start: enough of everything for each metric to have something to show at once.</summary>
    public void WriteBurst()
    {
        var start = _time.GetUtcNow() - TimeSpan.FromSeconds(BurstSeconds);
        foreach (var service in _services)
        {
            service.Introduce(start, _traffic);
        }

        Write(start, TimeSpan.FromSeconds(BurstSeconds), BurstLines);
    }

    /// <summary>What happened since the step before.</summary>
    public void WriteStep() => Write(_time.GetUtcNow() - Step, Step, _traffic.NextStep(Step));

    public void Dispose()
    {
        foreach (var service in _services)
        {
            service.Dispose();
        }
    }

    private void Write(DateTimeOffset from, TimeSpan span, int events)
    {
        for (var i = 0; i < events; i++)
        {
            var service = _services[_traffic.Pick(DemoServices.Shares)];
            service.Write(from + (span * i / events), _traffic);
        }

        foreach (var service in _services)
        {
            Lines += service.Flush();
        }
    }
}
