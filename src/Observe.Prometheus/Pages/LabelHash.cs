using System.Runtime.InteropServices;
using Observe.Prometheus.Labels;

namespace Observe.Prometheus.Pages;

/// <summary>A hash of a label set that does not depend on the order of its labels; seeded anew in each process.</summary>
internal static class LabelHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private static readonly ulong s_seed = (ulong)Random.Shared.NextInt64() | 1;

    public static ulong Of(List<Label> labels)
    {
        var sum = s_seed;
        foreach (var (name, value) in labels)
        {
            sum += Add(Add(s_seed, name), value);
        }

        return sum;
    }

    private static ulong Add(ulong state, string text)
    {
        state = Mix(state ^ (ulong)text.Length);
        var bytes = MemoryMarshal.AsBytes(text.AsSpan());
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            state = Mix(state ^ MemoryMarshal.Read<ulong>(bytes));
        }

        Span<byte> rest = stackalloc byte[sizeof(ulong)];
        rest.Clear();
        bytes.CopyTo(rest);
        return Mix(state ^ MemoryMarshal.Read<ulong>(rest));
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value ^ s_seed, Multiplier, out var low);
        return high ^ low;
    }
}
