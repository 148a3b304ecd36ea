using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Observe.Agent.Forward.Disk;
using Observe.Agent.Forward.Shipping;
using Observe.Agent.Metrics;
using Observe.Agent.Records;

namespace Observe.Agent.Forward.Destinations;

/// <summary>
/// Loki's push API in JSON: labels level, provider, host and job alone, for every other value would make streams without
/// number; the rest is structured metadata. Within a stream entries are in the order of their times.
/// </summary>
internal sealed class LokiDestination(ForwardOptions options, string host) : IDestination
{
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<StreamKey, int> _streams = [];
    private readonly NameTable _providers = new(1000);
    private readonly NameTable _jobs = new(100);

    public Uri Address { get; } = EndpointAddress.Of(options.Endpoint, "/loki/api/v1/push");

    public string ContentType => "application/json";

    public bool Refuses(HttpStatusCode status) => Refusal.IsAboutData(status);

    public long Rejected(ReadOnlySpan<byte> answer) => 0;

    public int Encode(QueueBatch batch, IBufferWriter<byte> body)
    {
        Collect(batch);
        if (_entries.Count == 0)
        {
            return 0;
        }

        using var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteStartArray("streams"u8);
        var stream = -1;
        foreach (var entry in _entries)
        {
            var frame = new ShippedFrame(batch[entry.Frame]) { Position = entry.Position };
            var record = frame.Read();
            if (entry.Stream != stream)
            {
                EndStream(json, stream);
                stream = entry.Stream;
                BeginStream(json, frame.Job, record);
            }

            WriteEntry(json, frame.File, record);
        }

        EndStream(json, stream);
        json.WriteEndArray();
        json.WriteEndObject();
        return _entries.Count;
    }

    /// <summary>Where the records are, by stream and time; what came first stays first at the same time.</summary>
    private void Collect(QueueBatch batch)
    {
        _entries.Clear();
        _streams.Clear();
        for (var i = 0; i < batch.Count; i++)
        {
            if (!ShippedFrame.CanRead(batch[i]))
            {
                continue;
            }

            var frame = new ShippedFrame(batch[i]);
            while (frame.HasMore)
            {
                var position = frame.Position;
                var record = frame.Read();
                var key = new StreamKey(record.Level, _providers.Intern(record.Provider), _jobs.Intern(frame.Job));
                if (!_streams.TryGetValue(key, out var stream))
                {
                    _streams[key] = stream = _streams.Count;
                }

                _entries.Add(new Entry(stream, record.Nanoseconds, _entries.Count, i, position));
            }
        }

        _entries.Sort(Compare);
    }

    private void BeginStream(Utf8JsonWriter json, ReadOnlySpan<byte> job, in ShippedRecord record)
    {
        json.WriteStartObject();
        json.WriteStartObject("stream"u8);
        json.WriteString("level"u8, AttributeValues.Of(record.Level));
        json.WriteString("provider"u8, record.Provider);
        json.WriteString("host"u8, host);
        json.WriteString("job"u8, job);
        json.WriteEndObject();
        json.WriteStartArray("values"u8);
    }

    private static void EndStream(Utf8JsonWriter json, int stream)
    {
        if (stream >= 0)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void WriteEntry(Utf8JsonWriter json, ReadOnlySpan<byte> file, in ShippedRecord record)
    {
        Span<char> text = stackalloc char[20];
        json.WriteStartArray();
        record.Nanoseconds.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        json.WriteStringValue(text[..length]);
        json.WriteStringValue(record.Line);
        json.WriteStartObject();
        WriteMetadata(json, "file"u8, file);
        WriteMetadata(json, "category"u8, record.Category);
        WriteMetadata(json, "model"u8, record.Model);
        if (record.Pattern != 0)
        {
            record.Pattern.TryFormat(text, out length, "x12", CultureInfo.InvariantCulture);
            json.WriteString("pattern"u8, text[..length]);
        }

        WriteMetadata(json, "trace_id"u8, record.TraceId);
        WriteMetadata(json, "span_id"u8, record.SpanId);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            json.WriteString(name, value);
        }
    }

    private static int Compare(Entry a, Entry b) => a.Stream != b.Stream ? a.Stream.CompareTo(b.Stream)
        : a.Nanoseconds != b.Nanoseconds ? a.Nanoseconds.CompareTo(b.Nanoseconds)
        : a.Order.CompareTo(b.Order);

    private readonly record struct StreamKey(LogLevel Level, ushort Provider, ushort Job);

    private readonly record struct Entry(int Stream, long Nanoseconds, int Order, int Frame, int Position);
}
