using System.Buffers;

namespace Observe.Agent.Forward;

/// <summary>What must hold of a destination beyond the type and the limits of each option.</summary>
internal static class ForwardChecks
{
    public const int MaxDestinations = 16;

    private const int MaxNameLength = 32;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    private static readonly SearchValues<char> HeaderCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>Headers that the sender sets itself.</summary>
    private static readonly string[] Taken = ["Content-Type", "Content-Encoding", "Content-Length", "Host", "Transfer-Encoding", "Connection"];

    /// <summary>Faults, each with its key below <c>forward</c>.</summary>
    public static IEnumerable<(string Key, string Fault)> Faults(IReadOnlyDictionary<string, ForwardOptions> forward)
    {
        if (forward.Count > MaxDestinations)
        {
            yield return ("", $"there are {forward.Count} destinations; at most {MaxDestinations} are allowed");
        }

        foreach (var (name, options) in forward)
        {
            if (name.Length is 0 or > MaxNameLength || name.AsSpan().ContainsAnyExcept(NameCharacters))
            {
                yield return (name, $"a name has 1 to {MaxNameLength} letters, digits, dashes and underscores, for it names a folder and a metric's label");
            }

            foreach (var (key, fault) in Faults(options))
            {
                yield return ($"{name}.{key}", fault);
            }
        }
    }

    private static IEnumerable<(string Key, string Fault)> Faults(ForwardOptions options)
    {
        if (options.Endpoint.Length > 0 && AddressFault(options.Endpoint) is { } address)
        {
            yield return ("endpoint", address);
        }

        if (options.BearerToken.Length > 0 && options.BearerTokenFile is not null)
        {
            yield return ("bearerTokenFile", "expected one of bearerToken and bearerTokenFile; got both");
        }

        if (!IsHeaderValue(options.BearerToken))
        {
            yield return ("bearerToken", "expected a token of visible ASCII characters");
        }

        foreach (var (name, value) in options.Headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(HeaderCharacters) || Taken.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                yield return ($"headers.{name}", "expected the name of a header that is not set by the protocol");
            }
            else if (!IsHeaderValue(value))
            {
                yield return ($"headers.{name}", "expected a value of visible ASCII characters");
            }
        }

        if (options.Type == ForwardType.Relay && options.Signals.Count == 0)
        {
            yield return ("signals", "expected some of metrics, logs, traces; got none");
        }

        if (options.RetryDelay > options.MaxRetryDelay)
        {
            yield return ("maxRetryDelay", "expected no less than retryDelay");
        }
    }

    private static string? AddressFault(string endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            return "expected an address such as http://loki:3100 or https://collector.example:4318";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "expected an address without a user; give credentials as headers or bearerTokenFile";
        }

        return uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "expected an address without a query" : null;
    }

    private static bool IsHeaderValue(string value) => !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
