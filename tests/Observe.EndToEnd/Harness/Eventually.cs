using System.Diagnostics;

namespace Observe.EndToEnd.Harness;

/// <summary>Waits for what other processes do in their own time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan limit, Func<string> otherwise)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > limit)
            {
                Assert.Fail(otherwise());
            }

            await Task.Delay(Pause);
        }
    }

    public static Task TrueAsync(Func<bool> condition, TimeSpan limit, Func<string> otherwise) =>
        TrueAsync(() => Task.FromResult(condition()), limit, otherwise);
}
