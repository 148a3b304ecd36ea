using Microsoft.AspNetCore.Http;
using Observe.Agent.Records.Status;

namespace Observe.Agent.Expose;

/// <summary>Who asked for the metrics page, and when last. Thread-safe.</summary>
internal sealed class ScrapeBook(TimeProvider time)
{
    /// <summary>Clients that are remembered; over it the one that was silent for longest is forgotten.</summary>
    public const int MostClients = 32;

    private const int LongestUserAgent = 100;

    private readonly Lock _noting = new();
    private readonly Dictionary<(string Client, string UserAgent), ScrapeStatus> _clients = [];

    public IReadOnlyList<ScrapeStatus> All
    {
        get
        {
            lock (_noting)
            {
                return [.. _clients.Values.OrderByDescending(c => c.Last)];
            }
        }
    }

    public void Note(HttpContext context)
    {
        var userAgent = context.Request.Headers.UserAgent.ToString();
        var key = (context.Connection.RemoteIpAddress?.ToString() ?? "", userAgent[..Math.Min(userAgent.Length, LongestUserAgent)]);
        lock (_noting)
        {
            var count = _clients.TryGetValue(key, out var before) ? before.Count : 0;
            if (before is null && _clients.Count == MostClients)
            {
                _clients.Remove(_clients.MinBy(c => c.Value.Last).Key);
            }

            _clients[key] = new ScrapeStatus(key.Item1, key.Item2, time.GetUtcNow(), count + 1);
        }
    }
}
