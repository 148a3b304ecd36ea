using System.Runtime.InteropServices;

namespace Observe.Benchmarks.Prometheus;

/// <summary>The CPU time of the calling thread, which other processes on the machine do not disturb as they do wall time.</summary>
internal static class ThreadCpu
{
    private const int ThreadCpuTimeClock = 3;

    public static TimeSpan Now
    {
        get
        {
            _ = GetTime(ThreadCpuTimeClock, out var time);
            return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
