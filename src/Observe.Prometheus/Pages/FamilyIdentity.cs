using Observe.Prometheus.Naming;

namespace Observe.Prometheus.Pages;

/// <summary>What a metric is on a page, whoever gives it.</summary>
/// <param name="Source">The metric for people: its name and meter.</param>
/// <param name="Name">Its Prometheus names.</param>
/// <param name="Type">Its Prometheus type.</param>
/// <param name="Help">Its description.</param>
/// <param name="FixedAttributes">What every series of it carries: scope and resource.</param>
internal sealed record FamilyIdentity(
    string Source, FamilyName Name, FamilyType Type, string Help, KeyValuePair<string, object?>[] FixedAttributes);
