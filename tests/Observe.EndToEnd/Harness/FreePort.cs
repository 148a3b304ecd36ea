using System.Net;
using System.Net.Sockets;

namespace Observe.EndToEnd.Harness;

/// <summary>
/// Finds a loopback port that nobody listens on, below the range the kernel takes outgoing ports from: an agent that is
/// killed and started again finds it free again.
/// </summary>
internal static class FreePort
{
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(12_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another.
            }
        }
    }
}
