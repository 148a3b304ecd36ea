using Observe.Agent.Metrics.Pushed;

namespace Observe.Agent.Tests.Metrics.Pushed;

public class ExponentialTotalTests
{
    /// <summary>Points of random scales and places against a model that keeps every bucket by itself.</summary>
    [Fact]
    public void Buckets_add_up_to_what_a_model_says_at_whatever_scale_they_end()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            ExponentialTotal? total = null;
            var model = new List<(int Scale, long Index, long Count)>();
            var zeros = 0L;
            for (var point = 0; point < 8; point++)
            {
                var scale = random.Next(-10, 21);
                var offset = random.Next(3) == 0 ? random.Next(-100_000_000, 100_000_000) : random.Next(-50, 50);
                long[] counts = [.. Enumerable.Range(0, random.Next(200)).Select(_ => (long)random.Next(10))];
                model.AddRange(counts.Select((c, i) => (scale, (long)offset + i, c)));
                zeros += point;
                total ??= new ExponentialTotal(scale);
                total.Add(new ExponentialPoint { Scale = scale, ZeroCount = point, Sum = point, PositiveOffset = offset, Positive = counts, NegativeOffset = -offset, Negative = counts });
            }

            var (ended, zero, positive, length) = Read(total!);
            Assert.Equal(zeros, zero);
            Assert.True(length <= 320, $"seed {seed}: {length} buckets");
            var expected = model.Where(m => m.Count > 0).GroupBy(m => m.Index >> (m.Scale - ended)).ToDictionary(g => g.Key, g => g.Sum(m => m.Count));
            Assert.Equal(expected.OrderBy(e => e.Key), positive.OrderBy(p => p.Key));
        }
    }

    private static (int Scale, long Zeros, Dictionary<long, long> Positive, int Length) Read(ExponentialTotal total)
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        total.Write(to);
        stream.Position = 0;
        using var from = new BinaryReader(stream);
        var scale = from.ReadInt32();
        var zeros = from.ReadInt64();
        _ = (from.ReadDouble(), from.ReadDouble());
        var offset = from.ReadInt32();
        var length = from.ReadInt32();
        var positive = new Dictionary<long, long>();
        for (var i = 0; i < length; i++)
        {
            if (from.ReadInt64() is > 0 and var count)
            {
                positive[(long)offset + i] = count;
            }
        }

        return (scale, zeros, positive, length);
    }
}
