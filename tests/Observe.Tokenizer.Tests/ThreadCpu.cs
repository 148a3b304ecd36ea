using System.Runtime.InteropServices;

namespace Observe.Tokenizer.Tests;

/// <summary>The CPU time of the running thread: neighbours on the machine do not matter to it.</summary>
internal static partial class ThreadCpu
{
    public static double Milliseconds()
    {
        const int ThreadCpuTime = 3;
        Span<long> time = stackalloc long[2];
        Assert.Equal(0, GetTime(ThreadCpuTime, ref MemoryMarshal.GetReference(time)));
        return time[0] * 1e3 + time[1] / 1e6;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, ref long time);
}
