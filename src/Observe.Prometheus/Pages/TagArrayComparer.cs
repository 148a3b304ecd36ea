using System.Runtime.CompilerServices;

namespace Observe.Prometheus.Pages;

/// <summary>Compares copies of tag arrays by the identity of each key and value.</summary>
internal sealed class TagArrayComparer : IEqualityComparer<object>
{
    public static readonly TagArrayComparer Instance = new();

    public new bool Equals(object? x, object? y)
    {
        var (left, right) = ((KeyValuePair<string, object?>[])x!, (KeyValuePair<string, object?>[])y!);
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (!ReferenceEquals(left[i].Key, right[i].Key) || !ReferenceEquals(left[i].Value, right[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(object obj)
    {
        var hash = default(HashCode);
        foreach (var (key, value) in (KeyValuePair<string, object?>[])obj)
        {
            hash.Add(RuntimeHelpers.GetHashCode(key));
            hash.Add(RuntimeHelpers.GetHashCode(value));
        }

        return hash.ToHashCode();
    }
}
