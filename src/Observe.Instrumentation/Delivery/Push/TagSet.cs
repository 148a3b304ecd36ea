namespace Observe.Instrumentation.Delivery.Push;

/// <summary>The tags of a series, compared by value.</summary>
internal sealed class TagSet : IEquatable<TagSet>
{
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly int _hash;

    public TagSet(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _tags = tags.ToArray();
        var hash = default(HashCode);
        foreach (var (key, value) in _tags)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value);
        }

        _hash = hash.ToHashCode();
        Attributes = Array.ConvertAll(_tags, t => EventAttribute.Of(t.Key, t.Value));
    }

    public EventAttribute[] Attributes { get; }

    /// <summary>Whether these are the very same objects: what a caller passes that keeps its tags.</summary>
    public bool IsSame(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length != _tags.Length)
        {
            return false;
        }

        for (var i = 0; i < tags.Length; i++)
        {
            if (!ReferenceEquals(tags[i].Value, _tags[i].Value) || !ReferenceEquals(tags[i].Key, _tags[i].Key))
            {
                return false;
            }
        }

        return true;
    }

    public bool Equals(TagSet? other) => other is not null && other._hash == _hash && other._tags.AsSpan().SequenceEqual(_tags);

    public override bool Equals(object? obj) => Equals(obj as TagSet);

    public override int GetHashCode() => _hash;
}
