using System.Runtime.CompilerServices;
using OpenTelemetry;

namespace Observe.Prometheus.Pages;

/// <summary>
/// What a point of the SDK is known by from one collection to the next: the array that holds its tags. The SDK keeps that array
/// for as long as the point lives and does not show it; where a version of the SDK has it no longer, a copy of the tags stands
/// in, compared tag by tag.
/// </summary>
internal static class TagIdentity
{
    public static bool IsArray { get; } = Probe();

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "KeyAndValues")]
    public static extern ref KeyValuePair<string, object?>[] Array(ref ReadOnlyTagCollection tags);

    public static KeyValuePair<string, object?>[] Copy(ReadOnlyTagCollection tags)
    {
        var copy = new KeyValuePair<string, object?>[tags.Count];
        var i = 0;
        foreach (var tag in tags)
        {
            copy[i++] = tag;
        }

        return copy;
    }

    public static bool IsSame(KeyValuePair<string, object?>[] copy, ReadOnlyTagCollection tags)
    {
        if (copy.Length != tags.Count)
        {
            return false;
        }

        var i = 0;
        foreach (var tag in tags)
        {
            ref var known = ref copy[i++];
            if (!ReferenceEquals(known.Key, tag.Key) || !ReferenceEquals(known.Value, tag.Value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Probe()
    {
        try
        {
            var tags = default(ReadOnlyTagCollection);
            return Unsafe.IsNullRef(ref Array(ref tags)) is false;
        }
        catch (MissingFieldException)
        {
            return false;
        }
    }
}
