using Observe.Agent.Collectors;
using Observe.Agent.Forward;
using Observe.Agent.Parse;
using Observe.Agent.Parse.Custom;

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

        foreach (var (below, fault) in ForwardChecks.Faults(options.Forward))
        {
            var key = below.Length == 0 ? "forward" : $"forward.{below}";
            yield return new(key, Nearest(key, origins), fault);
        }

        if (options.Providers.Count > 0)
        {
            foreach (var (provider, fault) in new ProviderOptions { Providers = options.Providers }.Faults())
            {
                var key = provider.Length == 0 ? "providers" : $"providers.{provider}";
                yield return new(key, origins.GetValueOrDefault(key, origins.First(o => o.Key.StartsWith("providers.", StringComparison.OrdinalIgnoreCase)).Value), fault);
            }
        }

        foreach (var (key, fault) in FormatOptions.Faults(options.Formats))
        {
            yield return new("formats" + key, Nearest("formats", origins), fault);
        }

        foreach (var (kind, fault) in FileKinds.Faults(options.Kinds))
        {
            var key = kind.Length == 0 ? "kinds" : $"kinds.{kind}";
            yield return new(key, Nearest(key, origins), fault);
        }

        foreach (var (key, fault) in options.Otlp.Faults())
        {
            yield return new(key, origins.GetValueOrDefault(key), fault);
        }

        foreach (var (key, fault) in options.Tokens.Faults())
        {
            yield return new(key, Nearest(key, origins), fault);
        }
    }

    /// <summary>Where a key was given, or one below it, or one beside it.</summary>
    private static Origin Nearest(string key, IReadOnlyDictionary<string, Origin> origins)
    {
        if (origins.TryGetValue(key, out var origin))
        {
            return origin;
        }

        var below = origins.FirstOrDefault(o => o.Key.StartsWith(key + ".", StringComparison.OrdinalIgnoreCase));
        var dot = key.LastIndexOf('.');
        return below.Key is not null ? below.Value : dot < 0 ? new Origin(OriginKind.Default) : Nearest(key[..dot], origins);
    }
}
