namespace Observe.Agent.Hosting.Configuration;

/// <summary>Where a value was given; later ones win over earlier ones.</summary>
internal enum OriginKind
{
    Default,
    File,
    Environment,
    Flag,
}
