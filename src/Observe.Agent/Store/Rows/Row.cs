using Observe.Agent.Records;

namespace Observe.Agent.Store.Rows;

/// <summary>A record that is to be stored; its message is a part of the buffer it lies in.</summary>
internal struct Row
{
    public long Time;

    public LogLevel Level;

    public string Provider, Model, Category, File;

    public ulong Pattern;

    public long Tokens, LatencyMicroseconds;

    public int Start, Length;
}
