namespace Observe.Instrumentation.Tests;

/// <summary>Bytes that an action allocates on this thread.</summary>
internal static class Allocations
{
    /// <summary>The least of a few runs: a collection that another test causes in between is booked on whoever runs.</summary>
    public static long LeastOf(Action action)
    {
        var least = long.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
