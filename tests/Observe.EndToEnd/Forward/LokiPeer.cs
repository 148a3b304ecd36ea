using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Observe.EndToEnd.Forward;

/// <summary>Loki as its push API is documented, strictly; like Loki it takes an entry of the same stream, time and line once.</summary>
internal sealed partial class LokiPeer : PeerServer
{
    private static readonly string[] Labels = ["host", "job", "level", "provider"];
    private static readonly string[] Levels = ["trace", "debug", "info", "warn", "error", "fatal", "unknown"];

    private readonly HashSet<string> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    private LokiPeer(int port)
        : base(port)
    {
    }

    public int MaxLineBytes { get; init; } = 256 * 1024;

    /// <summary>Every set of labels that was ever seen.</summary>
    public HashSet<string> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>Labels and structured metadata of each entry, when kept.</summary>
    public List<(string Line, Dictionary<string, string> Labels, Dictionary<string, string> Metadata)>? Kept { get; init; }

    /// <summary>Entries that came again; Loki drops them.</summary>
    public long Repeated { get; private set; }

    public long Count
    {
        get
        {
            lock (_lines)
            {
                return _entries.Count;
            }
        }
    }

    public string Tenant { get; init; } = "";

    public static async Task<LokiPeer> StartAsync(int port, bool keep = false, string tenant = "")
    {
        var peer = new LokiPeer(port) { Kept = keep ? [] : null, Tenant = tenant };
        await peer.StartAsync();
        return peer;
    }

    /// <summary>How often each line is there.</summary>
    public Dictionary<string, long> Lines()
    {
        lock (_lines)
        {
            return new Dictionary<string, long>(_lines, StringComparer.Ordinal);
        }
    }

    protected override int Take(HttpRequest request, byte[] body)
    {
        Demand(request.Path == "/loki/api/v1/push", $"path {request.Path}");
        Demand(request.ContentType == "application/json", $"content type {request.ContentType}");
        Demand(request.Headers["X-Scope-OrgID"].ToString() == Tenant, $"tenant {request.Headers["X-Scope-OrgID"]}");
        var taken = 0;
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement.EnumerateObject().ToList();
        Demand(root is [{ Name: "streams" }], $"members {string.Join(' ', root.Select(m => m.Name))}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        lock (_lines)
        {
            foreach (var stream in root[0].Value.EnumerateArray())
            {
                taken += TakeStream(stream, seen);
            }
        }

        Demand(taken > 0, "no entries");
        return taken;
    }

    protected override Task AcceptAsync(HttpResponse response)
    {
        response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private int TakeStream(JsonElement stream, HashSet<string> seen)
    {
        Demand(stream.EnumerateObject().Select(m => m.Name).SequenceEqual(["stream", "values"]), "members of a stream");
        var labels = stream.GetProperty("stream").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetString()!, StringComparer.Ordinal);
        Demand(labels.Keys.Order(StringComparer.Ordinal).SequenceEqual(Labels), $"labels {string.Join(' ', labels.Keys)}");
        Demand(labels.Values.All(v => v.Length > 0), "an empty label");
        Demand(Levels.Contains(labels["level"]), $"level {labels["level"]}");
        var name = string.Join(',', labels.Select(l => $"{l.Key}={l.Value}"));
        Demand(seen.Add(name), $"a stream twice in a request: {name}");
        Streams.Add(name);
        var last = 0L;
        var taken = 0;
        foreach (var value in stream.GetProperty("values").EnumerateArray())
        {
            var time = TakeEntry(name, labels, value);
            Demand(time > last, $"{time} behind {last} in {name}");
            last = time;
            taken++;
        }

        Demand(taken > 0, "a stream without entries");
        return taken;
    }

    private long TakeEntry(string stream, Dictionary<string, string> labels, JsonElement value)
    {
        Demand(value.GetArrayLength() == 3, $"an entry of {value.GetArrayLength()}");
        Demand(value[0].ValueKind == JsonValueKind.String && long.TryParse(value[0].GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out _), $"time {value[0]}");
        var time = long.Parse(value[0].GetString()!, CultureInfo.InvariantCulture);
        Demand(time > 1_000_000_000_000_000_000, $"{time} is no time in nanoseconds");
        var line = value[1].GetString()!;
        Demand(System.Text.Encoding.UTF8.GetByteCount(line) <= MaxLineBytes, "a line too long");
        foreach (var metadata in value[2].EnumerateObject())
        {
            Demand(metadata.Value.ValueKind == JsonValueKind.String, $"metadata {metadata.Name} is {metadata.Value.ValueKind}");
            Demand(MetadataName().IsMatch(metadata.Name), $"metadata name {metadata.Name}");
        }

        if (!_entries.Add($"{stream}|{time}|{line}"))
        {
            Repeated++;
            return time;
        }

        _lines[line] = _lines.GetValueOrDefault(line) + 1;
        Kept?.Add((line, labels, value[2].EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString()!, StringComparer.Ordinal)));
        return time;
    }

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MetadataName();
}
