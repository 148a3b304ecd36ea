using Observe.Agent.Metrics;
using Observe.Agent.Records.Usage;

namespace Observe.Agent.Tokens;

/// <summary>
/// The requests taken under a key in the last day, so that a client may repeat one without being counted twice. The caller holds
/// the lock under which commits are cut.
/// </summary>
internal sealed class TakenRequests
{
    /// <summary>Over it the oldest are forgotten.</summary>
    public const int MaxKept = 50_000;

    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Dictionary<string, TakenRequest> _byKey = new(StringComparer.Ordinal);
    private readonly Queue<TakenRequest> _inOrder = new();
    private readonly List<TakenRequest> _new = [];
    private readonly TimeProvider _time;

    public TakenRequests(IEnumerable<TakenRequest> stored, TimeProvider time)
    {
        _time = time;
        foreach (var request in stored.TakeLast(MaxKept))
        {
            Keep(request);
        }
    }

    public TakenRequest? Find(string key)
    {
        var longAgo = (_time.GetUtcNow() - Kept).ToUnixTimeMilliseconds();
        while (_inOrder.TryPeek(out var oldest) && (oldest.At < longAgo || _inOrder.Count > MaxKept))
        {
            _byKey.Remove(_inOrder.Dequeue().Key);
        }

        return _byKey.GetValueOrDefault(key);
    }

    public void Add(string key, string fingerprint)
    {
        var request = new TakenRequest(key, fingerprint, _time.GetUtcNow().ToUnixTimeMilliseconds());
        Keep(request);
        _new.Add(request);
    }

    public void TakeChanges(CommitSet commit)
    {
        commit.Requests.AddRange(_new);
        _new.Clear();
    }

    private void Keep(TakenRequest request)
    {
        _byKey[request.Key] = request;
        _inOrder.Enqueue(request);
    }
}
