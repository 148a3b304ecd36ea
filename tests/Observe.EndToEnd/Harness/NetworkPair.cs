using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Observe.EndToEnd.Harness;

/// <summary>Two network interfaces with a cable between them, gone with the test; packets go from one to the other and no further.</summary>
internal sealed class NetworkPair : IDisposable
{
    private const string Near = "169.254.77.1";
    private const string Far = "169.254.77.2";
    private const int Discard = 9;

    private readonly string _name = string.Create(CultureInfo.InvariantCulture, $"obse2e{Environment.ProcessId % 100_000}");
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    /// <summary>Null where interfaces cannot be made: without root, without the program, or in a container.</summary>
    public static NetworkPair? TryMake()
    {
        var pair = new NetworkPair();
        var name = pair._name;
        var isMade = Programs.Find("ip") is not null
            && Ip("link", "add", name, "type", "veth", "peer", "name", $"{name}p")
            && Ip("addr", "add", $"{Near}/30", "dev", name)
            && Ip("link", "set", name, "up")
            && Ip("link", "set", $"{name}p", "up")
            // Nobody there would say who has the address.
            && Ip("neigh", "add", Far, "lladdr", "02:00:00:00:00:01", "dev", name);
        if (isMade)
        {
            pair._socket.Bind(new IPEndPoint(IPAddress.Parse(Near), 0));
            return pair;
        }

        pair.Dispose();
        return null;
    }

    public void Send(int packets)
    {
        for (var i = 0; i < packets; i++)
        {
            _socket.SendTo([0], new IPEndPoint(IPAddress.Parse(Far), Discard));
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        if (Programs.Find("ip") is not null)
        {
            Ip("link", "del", _name);
        }
    }

    private static bool Ip(params string[] arguments)
    {
        using var ip = new ChildProcess(Programs.Find("ip")!, arguments);
        return ip.WaitAsync().GetAwaiter().GetResult() == 0;
    }
}
