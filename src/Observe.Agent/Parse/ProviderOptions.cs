using System.Text;
using Observe.Agent.Records;

namespace Observe.Agent.Parse;

/// <summary>The providers to tell apart, as declared: each with the other names it goes by. Merged over the built-in ones.</summary>
internal sealed class ProviderOptions
{
    /// <summary>As many providers as may be configured, built-in ones included.</summary>
    public const int MaxProviders = 500;

    /// <summary>Provider to aliases; case does not matter. An alias given here is taken from the built-in provider that had it.</summary>
    public Dictionary<string, string[]> Providers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every fault of the declaration, with the provider it is about.</summary>
    public IEnumerable<(string Provider, string Fault)> Faults()
    {
        if (Providers.Count > MaxProviders)
        {
            yield return ("", $"{Providers.Count} providers are declared, at most {MaxProviders} are possible");
        }

        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (provider, aliases) in Providers)
        {
            foreach (var name in (aliases ?? []).Prepend(provider))
            {
                if (string.IsNullOrWhiteSpace(name) || Encoding.UTF8.GetByteCount(name) > NameTable.MaxNameBytes)
                {
                    yield return (provider, $"'{name}' is no name: expected 1 to {NameTable.MaxNameBytes} bytes that are not blank");
                }
                else if (!owners.TryAdd(name.Trim(), provider) && !string.Equals(owners[name.Trim()], provider, StringComparison.OrdinalIgnoreCase))
                {
                    yield return (provider, $"'{name}' is also a name of '{owners[name.Trim()]}'");
                }
            }
        }
    }
}
