using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Load;

/// <summary>What one run of the executable used until its end, as often looked at as is needed to lose next to nothing.</summary>
/// <param name="Threads">CPU seconds of each thread, the busiest first.</param>
internal sealed record MeasuredRun(int ExitCode, double CpuSeconds, double PeakMegabytes, IReadOnlyList<double> Threads)
{
    public static async Task<MeasuredRun> OfAsync(AgentProgram program, params IEnumerable<string> arguments)
    {
        using var process = program.Start(arguments);
        double cpu = 0, peak = 0;
        var threads = new Dictionary<string, double>(StringComparer.Ordinal);
        while (!process.HasExited)
        {
            try
            {
                peak = ProcessUse.PeakMegabytes(process);
                cpu = ProcessUse.CpuSeconds(process);
                foreach (var (thread, seconds) in ProcessUse.ThreadCpuSeconds(process))
                {
                    threads[thread] = seconds;
                }
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                // Gone between the two looks.
            }

            await Task.Delay(10);
        }

        return new MeasuredRun(await process.WaitAsync(), cpu, peak, [.. threads.Values.OrderDescending()]);
    }
}
