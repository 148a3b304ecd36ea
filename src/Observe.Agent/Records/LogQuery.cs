namespace Observe.Agent.Records;

/// <summary>Which stored records are asked for; what is null does not matter. Times are Unix milliseconds.</summary>
internal sealed record LogQuery
{
    public const int MostRows = 1000;
    public const int MostTextLength = 1000;

    /// <summary>Words that all occur in the message, in any order and case; <c>"several words"</c> in quotes stand together, <c>word*</c> begins so.</summary>
    public string? Text { get; init; }

    /// <summary>This level and those above it.</summary>
    public LogLevel? Level { get; init; }

    public string? Provider { get; init; }

    public string? Model { get; init; }

    public string? Category { get; init; }

    /// <summary>The id of a pattern, twelve hexadecimal digits.</summary>
    public string? Pattern { get; init; }

    public string? File { get; init; }

    /// <summary>Not before this.</summary>
    public long? Since { get; init; }

    /// <summary>Before this.</summary>
    public long? Until { get; init; }

    /// <summary>The youngest so many, from 1 to <see cref="MostRows"/>.</summary>
    public int Limit { get; init; } = 50;
}
