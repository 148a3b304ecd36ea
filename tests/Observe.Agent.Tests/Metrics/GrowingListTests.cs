using Observe.Agent.Metrics;

namespace Observe.Agent.Tests.Metrics;

public class GrowingListTests
{
    [Fact]
    public async Task Whoever_reads_meanwhile_finds_a_whole_beginning_of_what_is_added()
    {
        const int Most = 200_000;
        var list = new GrowingList<string>();
        var reading = Task.Run(() =>
        {
            int seen;
            do
            {
                var snapshot = list.Snapshot;
                seen = snapshot.Count;
                Assert.DoesNotContain(null, snapshot);
            }
            while (seen < Most);
        });
        for (var i = 0; i < Most; i++)
        {
            list.Add("x");
        }

        await reading.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(Most, list.Snapshot.Count);
    }

    [Fact]
    public void Adding_costs_no_copy_of_everything_each_time()
    {
        const int Most = 100_000;
        var list = new GrowingList<string>();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Most; i++)
        {
            list.Add("x");
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4L * 8 * Most);
    }
}
