using Observe.Agent.Sources.Otlp;

namespace Observe.Agent.Tests.Sources.Otlp;

public class PooledBodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(300_000)]
    public async Task It_holds_what_was_read_and_gives_all_memory_back(int size)
    {
        var memory = new BodyMemory(10_000_000);
        var bytes = OtlpFixture.Bytes(size);
        foreach (long? expected in new long?[] { null, size, 3 })
        {
            using (var body = new PooledBody(memory, 300_000))
            {
                await body.ReadAllAsync(new MemoryStream(bytes), expected, default);
                Assert.True(body.Written.Span.SequenceEqual(bytes));
                Assert.True(memory.Free < 10_000_000);
            }

            Assert.Equal(10_000_000, memory.Free);
        }
    }

    [Fact]
    public async Task What_is_refused_in_the_midst_gives_all_memory_back()
    {
        var memory = new BodyMemory(100_000);
        using (var body = new PooledBody(memory, 1_000_000))
        {
            var refused = await Assert.ThrowsAsync<RefusedException>(() => body.ReadAllAsync(new MemoryStream(new byte[500_000]), null, default).AsTask());
            Assert.Equal(OtlpResult.Busy, refused.Answer.Result);
        }

        Assert.Equal(100_000, memory.Free);
    }

    [Fact]
    public async Task A_client_that_only_says_it_will_send_much_gets_little_memory()
    {
        var memory = new BodyMemory(1L << 30);
        using var body = new PooledBody(memory, 64 << 20);
        Assert.False(await body.ReadExactlyAsync(new MemoryStream([1]), 64 << 20, default));

        Assert.InRange((1L << 30) - memory.Free, 1, 1 << 20);
    }

    [Fact]
    public void Buffers_are_used_again_but_only_a_few_megabytes_are_kept()
    {
        var memory = new BodyMemory(1L << 30);
        var first = memory.Rent(5000);
        memory.Return(first);
        Assert.Same(first, memory.Rent(8000));

        var many = Enumerable.Range(0, 40).Select(_ => memory.Rent(1 << 20)).ToList();
        many.ForEach(memory.Return);
        Assert.Equal(16, Enumerable.Range(0, 40).Select(_ => memory.Rent(1 << 20)).Count(many.Contains));
    }

    [Fact]
    public void A_length_over_the_limit_is_refused_before_anything_is_read()
    {
        using var body = new PooledBody(new BodyMemory(1000), 100);
        Assert.Equal(OtlpResult.TooLarge, Assert.Throws<RefusedException>(() => body.ReadAllAsync(Stream.Null, 101, default).AsTask().GetAwaiter().GetResult()).Answer.Result);
    }
}
