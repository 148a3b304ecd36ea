using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Observe.Agent.Sources.FileTail;

namespace Observe.Agent.Sources.Otlp;

/// <summary>How many connections there may be, on all endpoints that share it; what is more is closed at once.</summary>
internal sealed class ConnectionLimit(int most)
{
    /// <summary>Descriptors that connections leave to log files and the store.</summary>
    private const ulong LeftForOthers = 1024;

    private int _open;

    /// <summary>As many as wanted, as far as the system lets this process have open files.</summary>
    public static ConnectionLimit Within(int wanted)
    {
        if (!OperatingSystem.IsLinux() || NativeMethods.GetResourceLimit(NativeMethods.OpenFilesLimit, out var limit) != 0)
        {
            return new ConnectionLimit(wanted);
        }

        return new ConnectionLimit((int)Math.Min((ulong)wanted, Most(limit.Soft)));
    }

    /// <summary>Of a small number of descriptors connections take a quarter at most.</summary>
    public static ulong Most(ulong descriptors) => descriptors > 2 * LeftForOthers ? descriptors - LeftForOthers : Math.Max(descriptors / 4, 16);

    public void Apply(ListenOptions listening) => listening.Use(next => async connection =>
    {
        try
        {
            if (Interlocked.Increment(ref _open) <= most)
            {
                await next(connection);
            }
            else
            {
                connection.Abort(new ConnectionAbortedException("otlp.maxConnections is reached"));
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    });
}
