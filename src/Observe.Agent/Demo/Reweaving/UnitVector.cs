using System.Numerics;
using System.Runtime.InteropServices;

namespace Observe.Agent.Demo.Reweaving;

/// <summary>Arithmetic on vectors of length 1, whose dot product is their cosine.</summary>
internal static class UnitVector
{
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var lanesOfA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var lanesOfB = MemoryMarshal.Cast<float, Vector<float>>(b);
        var sum = Vector<float>.Zero;
        for (var i = 0; i < lanesOfA.Length; i++)
        {
            sum += lanesOfA[i] * lanesOfB[i];
        }

        var rest = Vector.Sum(sum);
        for (var i = lanesOfA.Length * Vector<float>.Count; i < a.Length; i++)
        {
            rest += a[i] * b[i];
        }

        return rest;
    }

    /// <summary>Adds as much of another vector.</summary>
    public static void Add(Span<float> to, ReadOnlySpan<float> other, float share)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += share * other[i];
        }
    }

    /// <summary>Makes a vector one of length 1; one of zeros stays.</summary>
    public static void Normalize(Span<float> vector)
    {
        var length = MathF.Sqrt(Dot(vector, vector));
        if (length > 0)
        {
            foreach (ref var value in vector)
            {
                value /= length;
            }
        }
    }

    /// <summary>One that points anywhere.</summary>
    public static float[] Random(Random random, int dimensions)
    {
        var vector = new float[dimensions];
        foreach (ref var value in vector.AsSpan())
        {
            // Twelve uniform values add up to nearly a normal one.
            for (var i = 0; i < 12; i++)
            {
                value += random.NextSingle() - 0.5f;
            }
        }

        Normalize(vector);
        return vector;
    }
}
