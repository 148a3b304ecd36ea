using System.Diagnostics;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>Waits for what the server does in its own time.</summary>
internal static class Waiting
{
    public static async Task UntilAsync(Func<bool> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "waited in vain");
            await Task.Delay(10);
        }
    }
}
