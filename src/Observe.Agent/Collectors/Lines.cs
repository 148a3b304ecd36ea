namespace Observe.Agent.Collectors;

/// <summary>The lines of a host file, each as its fields.</summary>
internal ref struct Lines(ReadOnlySpan<byte> content, string path)
{
    private ReadOnlySpan<byte> _rest = content;

    public Fields Current { get; private set; }

    public readonly Lines GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var end = _rest.IndexOf((byte)'\n');
        var line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        Current = new Fields(line, path);
        return true;
    }

    /// <summary>The first line of a file that has one; an empty file is malformed.</summary>
    public Fields First() => MoveNext() ? Current : throw new InvalidDataException($"{path} is empty");

    /// <summary>All that is left as one line, for a file whose fields may hold line ends.</summary>
    public readonly Fields Whole() => new(_rest.TrimEnd((byte)'\n'), path);
}
