namespace Observe.Agent.Parse.Fields;

/// <summary>Which keys are looked for inside a nested object.</summary>
internal enum Scope : byte
{
    /// <summary>Nothing inside is of interest.</summary>
    Skip,

    /// <summary>The line itself.</summary>
    Root,

    /// <summary>The same keys as at the top, giving way to those there.</summary>
    Inner,

    /// <summary>Token counts under short names.</summary>
    Usage,

    /// <summary>ECS <c>event</c>: durations are in nanoseconds.</summary>
    Event,

    /// <summary>loguru's <c>level</c> and <c>time</c>.</summary>
    Named,
}
