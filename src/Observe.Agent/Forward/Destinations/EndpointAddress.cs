namespace Observe.Agent.Forward.Destinations;

/// <summary>The address of a request: the configured endpoint and the protocol's path, which may be written there already.</summary>
internal static class EndpointAddress
{
    public static Uri Of(string endpoint, string path)
    {
        var whole = endpoint.TrimEnd('/');
        return new Uri(whole.EndsWith(path, StringComparison.Ordinal) ? whole : whole + path);
    }
}
