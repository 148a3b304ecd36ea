namespace Observe.Benchmarks.Tokenizer;

/// <summary>What work gave, and how many megabytes of input it took a second of this process' CPU time.</summary>
internal readonly record struct CpuRate(long Count, double MegabytesPerSecond)
{
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(300);

    public static CpuRate Of(Func<long> work, int bytes)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        long count;
        var rounds = 0;
        var start = process.TotalProcessorTime;
        TimeSpan spent;
        do
        {
            count = work();
            rounds++;
            process.Refresh();
            spent = process.TotalProcessorTime - start;
        }
        while (spent < Enough);
        return new CpuRate(count, bytes / 1e6 * rounds / spent.TotalSeconds);
    }
}
