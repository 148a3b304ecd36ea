using System.Net;
using System.Net.Sockets;

namespace Observe.EndToEnd.SharedStore;

/// <summary>Stands before a server and hands on what comes; frozen, it takes connections and bytes and answers nothing, as a hung machine does.</summary>
internal sealed class StallingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _behind;
    private volatile TaskCompletionSource _thawed = new();
    private Task _accepting = Task.CompletedTask;

    private StallingProxy(int behind)
    {
        _behind = behind;
        _thawed.SetResult();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static StallingProxy Start(int behind)
    {
        var server = new StallingProxy(behind);
        server._listener.Start();
        server._accepting = server.AcceptAsync();
        return server;
    }

    public void Freeze() => _thawed = new TaskCompletionSource();

    public void Thaw() => _thawed.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var behind = new TcpClient();
        using (client)
        {
            try
            {
                await _thawed.Task.WaitAsync(_stop.Token);
                await behind.ConnectAsync(IPAddress.Loopback, _behind, _stop.Token);
                await Task.WhenAny(CopyAsync(client.GetStream(), behind.GetStream()), CopyAsync(behind.GetStream(), client.GetStream()));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // One of both sides is gone.
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            var bytes = new byte[16 * 1024];
            for (int read; (read = await from.ReadAsync(bytes, _stop.Token)) > 0;)
            {
                await _thawed.Task.WaitAsync(_stop.Token);
                await to.WriteAsync(bytes.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // One of both sides is gone.
        }
    }
}
