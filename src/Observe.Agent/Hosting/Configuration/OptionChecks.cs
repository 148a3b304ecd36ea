using Observe.Agent.Collectors;
using Observe.Agent.Parse;

namespace Observe.Agent.Hosting.Configuration;

/// <summary>What must hold of the options beyond the type and the limits of each.</summary>
internal static class OptionChecks
{
    public static IEnumerable<ConfigurationFault> Faults(AgentOptions options, IReadOnlyDictionary<string, Origin> origins)
    {
        if (origins.TryGetValue("collectors.enabled", out var given))
        {
            foreach (var name in options.Collectors.Enabled.Except(CollectorSet.Names))
            {
                var nearest = NearestName.Among(CollectorSet.Names, name);
                var help = nearest is null ? $"expected some of {string.Join(", ", CollectorSet.Names)}" : $"did you mean {nearest}?";
                yield return new("collectors.enabled", given, $"there is no collector \"{name}\"; {help}");
            }
        }

        if (options.Providers.Count > 0)
        {
            foreach (var (provider, fault) in new ProviderOptions { Providers = options.Providers }.Faults())
            {
                var key = provider.Length == 0 ? "providers" : $"providers.{provider}";
                yield return new(key, origins.GetValueOrDefault(key, origins.First(o => o.Key.StartsWith("providers.", StringComparison.OrdinalIgnoreCase)).Value), fault);
            }
        }

        foreach (var (key, fault) in options.Otlp.Faults())
        {
            yield return new(key, origins.GetValueOrDefault(key), fault);
        }
    }
}
