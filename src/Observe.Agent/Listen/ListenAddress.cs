using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Observe.Agent.Listen;

/// <summary>Where a server listens. A port alone means loopback: other interfaces are to be named.</summary>
internal readonly record struct ListenAddress(string Host, int Port)
{
    public static readonly ListenAddress Default = new("127.0.0.1", 9464);

    /// <summary>Takes <c>host:port</c>, <c>:port</c> and <c>[IPv6]:port</c>; port 0 lets the system choose.</summary>
    public static bool TryParse(string text, out ListenAddress address)
    {
        address = default;
        var colon = text.LastIndexOf(':');
        if (colon < 0
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > IPEndPoint.MaxPort)
        {
            return false;
        }

        var host = text[..colon];
        if (host is ['[', .. var inner, ']'])
        {
            host = inner;
            if (!IPAddress.TryParse(inner, out var ip) || ip.AddressFamily != AddressFamily.InterNetworkV6)
            {
                return false;
            }
        }
        else if (host.Length > 0 && !IsFourPartAddress(host) && !IsHostName(host))
        {
            return false;
        }

        address = new ListenAddress(host.Length == 0 ? Default.Host : host, port);
        return true;
    }

    /// <summary>Whether only this machine can reach it; a name other than localhost may stand for anything.</summary>
    public bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The address for a client on this machine: every interface includes loopback.</summary>
    public Uri Local => new($"http://{new ListenAddress(Host switch { "0.0.0.0" => "127.0.0.1", "::" => "::1", _ => Host }, Port)}/");

    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static bool IsFourPartAddress(string host) => host.Split('.').Length == 4 && IPAddress.TryParse(host, out _);

    /// <summary>A name of digits and dots alone is a mistyped address, not a name.</summary>
    private static bool IsHostName(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.Dns && host.AsSpan().ContainsAnyExcept("0123456789.");
}
