using System.Net.Http.Headers;

namespace Observe.EndToEnd.Otlp;

/// <summary>What a request allocates does not grow with what is in it: bodies lie in buffers that are used again.</summary>
public class AllocationTests
{
    private const int Requests = 100;
    private const int Large = 300_000;

    [Fact]
    public async Task Three_hundred_kilobytes_allocate_about_as_much_as_none()
    {
        await using var server = await RecordingServer.StartAsync(keeps: false);
        using var client = new HttpClient();
        var small = await AllocatedAsync(0);
        var large = await AllocatedAsync(Large);

        Assert.True(large - small < Large / 10, $"a request of {Large} bytes allocates {large} bytes, an empty one {small}");

        async Task<long> AllocatedAsync(int size)
        {
            // One field of bytes that nobody knows.
            byte[] body = size == 0 ? [] : [0x9a, 0x3f, .. Varint(size), .. new byte[size]];
            var least = long.MaxValue;
            for (var run = 0; run < 3; run++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                for (var i = 0; i < Requests; i++)
                {
                    using var content = new ByteArrayContent(body);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                    using var response = await client.PostAsync(new Uri(server.Http, "/v1/metrics"), content);
                    response.EnsureSuccessStatusCode();
                }

                least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / Requests);
            }

            return least;
        }
    }

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)(value | 0x80);
        }

        yield return (byte)value;
    }
}
