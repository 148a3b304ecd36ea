using System.Text;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Sources.Otlp;

/// <summary>Which app pushed which signal last. Thread-safe.</summary>
internal sealed class OtlpArrivals(TimeProvider time) : IOtlpConsumer
{
    /// <summary>Apps a signal; over it the half that was not heard of for longest is forgotten.</summary>
    public const int MostApps = 1000;

    private const int LongestName = 256;

    private readonly Lock _noting = new();
    private readonly Dictionary<string, OtlpArrival>[] _bySignal = [.. Enum.GetValues<OtlpSignal>().Select(_ => new Dictionary<string, OtlpArrival>(StringComparer.Ordinal))];

    public IReadOnlyList<OtlpArrival> All
    {
        get
        {
            lock (_noting)
            {
                return [.. _bySignal.SelectMany(apps => apps.Values)];
            }
        }
    }

    public ValueTask<OtlpOutcome> ConsumeAsync(OtlpSignal signal, ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        Span<char> name = stackalloc char[LongestName];
        foreach (var message in OtlpResourceGroup.Of(request.Span))
        {
            var length = 0;
            if (new OtlpResourceGroup(message).Attributes.TryGet("service.name"u8, out var value) && value.Kind == OtlpValueKind.Text)
            {
                Encoding.UTF8.TryGetChars(value.Bytes[..Math.Min(value.Bytes.Length, LongestName)], name, out length);
            }

            Note(signal, name[..length], now, PushedTime.Of(signal, new OtlpResourceGroup(message)) - now);
        }

        return ValueTask.FromResult(OtlpOutcome.Accepted);
    }

    private void Note(OtlpSignal signal, ReadOnlySpan<char> name, DateTimeOffset now, TimeSpan? ahead)
    {
        var apps = _bySignal[(int)signal];
        lock (_noting)
        {
            var known = apps.GetAlternateLookup<ReadOnlySpan<char>>();
            if (known.TryGetValue(name, out var app, out var before))
            {
                known[app] = before with { Last = now, Requests = before.Requests + 1, ClockAhead = ahead };
                return;
            }

            if (apps.Count == MostApps)
            {
                foreach (var forgotten in apps.Values.OrderBy(a => a.Last).Take(MostApps / 2).ToList())
                {
                    apps.Remove(forgotten.App);
                }
            }

            app = name.ToString();
            apps[app] = new OtlpArrival(signal, app, now, 1, ahead);
        }
    }
}
