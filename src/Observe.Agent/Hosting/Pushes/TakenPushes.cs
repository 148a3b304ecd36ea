using System.Buffers.Binary;
using System.Security.Cryptography;
using Observe.Agent.Metrics;
using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Hosting.Pushes;

/// <summary>
/// The requests that were counted lately. A client whose answer was lost sends the same bytes again, which are not counted
/// again then. What carries times in nanoseconds and ids is not the same by accident. The caller holds the commit lock.
/// </summary>
internal sealed class TakenPushes(IEnumerable<PushedRequest> stored, TimeProvider time)
{
    /// <summary>Longer than the exporters at large go on trying.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);

    /// <summary>Over it the oldest are forgotten.</summary>
    public const int MaxKept = 100_000;

    private readonly Queue<PushedRequest> _inOrder = new(stored.OrderBy(r => r.At));
    private readonly HashSet<UInt128> _known = [.. stored.Select(r => r.Fingerprint)];
    private readonly List<PushedRequest> _new = [];

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public static UInt128 FingerprintOf(OtlpSignal signal, ReadOnlySpan<byte> request)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(request, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash) ^ (UInt128)(int)signal;
    }

    /// <summary>False when it was counted already.</summary>
    public bool TryTake(UInt128 fingerprint)
    {
        Forget();
        if (!_known.Add(fingerprint))
        {
            return false;
        }

        var request = new PushedRequest(fingerprint, Now);
        _inOrder.Enqueue(request);
        _new.Add(request);
        return true;
    }

    public void TakeChanges(CommitSet commit)
    {
        if (_new.Count > 0)
        {
            commit.Pushes.AddRange(_new);
            commit.ForgetPushesBefore = Now - (long)Kept.TotalMilliseconds;
            _new.Clear();
        }
    }

    private void Forget()
    {
        var longAgo = Now - (long)Kept.TotalMilliseconds;
        while (_inOrder.TryPeek(out var oldest) && (oldest.At < longAgo || _inOrder.Count >= MaxKept))
        {
            _known.Remove(_inOrder.Dequeue().Fingerprint);
        }
    }
}
