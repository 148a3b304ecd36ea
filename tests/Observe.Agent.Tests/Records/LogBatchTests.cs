using Observe.Agent.Records;

namespace Observe.Agent.Tests.Records;

public class LogBatchTests
{
    [Fact]
    public void A_reused_batch_carries_nothing_over()
    {
        var batch = new LogBatch { ByteCount = 10 };
        batch.Add(0, 5);
        batch.Records[0].InputTokens = 7;
        batch.Clear();
        Assert.Equal((0, 0), (batch.Count, batch.ByteCount));
        batch.Add(1, 2, UnparsedReason.TooLong);
        var record = batch.Records[0];
        Assert.Equal((1, 2, UnparsedReason.TooLong, 0, -1), (record.Start, record.Length, record.Unparsed, record.InputTokens, record.LatencyMicroseconds));
    }

    [Fact]
    public void Any_number_of_records_fit_in_their_order()
    {
        var batch = new LogBatch();
        for (var i = 0; i < 5000; i++)
        {
            batch.Add(i, 1);
        }

        Assert.Equal(5000, batch.Count);
        Assert.Equal(Enumerable.Range(0, 5000), batch.Records.ToArray().Select(r => r.Start));
    }

    [Fact]
    public void Growing_keeps_the_bytes_and_never_shrinks()
    {
        var batch = new LogBatch();
        batch.Bytes[5] = 42;
        batch.Grow(LogBatch.DefaultCapacity * 2);
        Assert.Equal((42, LogBatch.DefaultCapacity * 2), (batch.Bytes[5], batch.Bytes.Length));
        batch.Grow(1);
        Assert.Equal(LogBatch.DefaultCapacity * 2, batch.Bytes.Length);
    }

    [Fact]
    public void The_pool_gives_a_batch_again_but_not_one_that_grew()
    {
        var pool = new LogBatchPool();
        var batch = pool.Rent();
        batch.Add(0, 1);
        pool.Return(batch);
        Assert.Same(batch, pool.Rent());
        Assert.Equal(0, batch.Count);
        batch.Grow(LogBatch.DefaultCapacity + 1);
        pool.Return(batch);
        Assert.NotSame(batch, pool.Rent());
    }
}
