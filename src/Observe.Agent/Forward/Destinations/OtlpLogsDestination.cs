using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Observe.Agent.Forward.Disk;
using Observe.Agent.Forward.Shipping;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Forward.Destinations;

/// <summary>Records as OTLP logs over HTTP. Field numbers: opentelemetry/proto/logs/v1/logs.proto.</summary>
internal sealed class OtlpLogsDestination(ForwardOptions options, string host) : IDestination
{
    private readonly ProtoWriter _message = new(64 * 1024);
    private readonly byte[] _host = Encoding.UTF8.GetBytes(host);

    public Uri Address { get; } = EndpointAddress.Of(options.Endpoint, "/v1/logs");

    public string ContentType => OtlpAnswers.ContentType;

    public bool Refuses(HttpStatusCode status) => OtlpAnswers.Refuses(status);

    public long Rejected(ReadOnlySpan<byte> answer) => OtlpAnswers.Rejected(answer);

    public int Encode(QueueBatch batch, IBufferWriter<byte> body)
    {
        _message.Clear();
        var count = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (ShippedFrame.CanRead(batch[i]))
            {
                count += WriteResource(new ShippedFrame(batch[i]));
            }
        }

        body.Write(_message.Written.Span);
        return count;
    }

    private int WriteResource(ShippedFrame frame)
    {
        var count = 0;
        var resourceLogs = _message.Begin(1);
        var resource = _message.Begin(1);
        WriteAttribute(1, "service.name"u8, frame.Job);
        WriteAttribute(1, "host.name"u8, _host);
        _message.End(resource);
        var scopeLogs = _message.Begin(2);
        var scope = _message.Begin(1);
        _message.Bytes(1, "observe"u8);
        _message.End(scope);
        while (frame.HasMore)
        {
            WriteRecord(frame.File, frame.Read());
            count++;
        }

        _message.End(scopeLogs);
        _message.End(resourceLogs);
        return count;
    }

    private void WriteRecord(ReadOnlySpan<byte> file, in ShippedRecord record)
    {
        var log = _message.Begin(2);
        _message.Fixed64(1, (ulong)record.Nanoseconds);
        _message.Varint(2, Severity(record.Level));
        if (record.Level != LogLevel.Unknown)
        {
            _message.Text(3, AttributeValues.Of(record.Level));
        }

        var line = _message.Begin(5);
        _message.Bytes(1, record.Line);
        _message.End(line);
        WriteAttribute(6, "log.file.path"u8, file);
        WriteAttribute(6, "provider"u8, record.Provider);
        WriteAttribute(6, "category"u8, record.Category);
        WriteAttribute(6, "model"u8, record.Model);
        WritePattern(record.Pattern);
        WriteId(9, record.TraceId);
        WriteId(10, record.SpanId);
        _message.Fixed64(11, (ulong)record.Nanoseconds);
        _message.End(log);
    }

    private void WritePattern(ulong pattern)
    {
        if (pattern != 0)
        {
            Span<byte> text = stackalloc byte[16];
            pattern.TryFormat(text, out var length, "x12", CultureInfo.InvariantCulture);
            WriteAttribute(6, "pattern"u8, text[..length]);
        }
    }

    private void WriteId(int field, ReadOnlySpan<byte> hex)
    {
        if (!hex.IsEmpty)
        {
            Span<byte> id = stackalloc byte[16];
            Convert.FromHexString(hex, id, out _, out var length);
            _message.Bytes(field, id[..length]);
        }
    }

    private void WriteAttribute(int field, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return;
        }

        var attribute = _message.Begin(field);
        _message.Bytes(1, key);
        var any = _message.Begin(2);
        _message.Bytes(1, value);
        _message.End(any);
        _message.End(attribute);
    }

    private static ulong Severity(LogLevel level) => level switch
    {
        LogLevel.Trace => 1,
        LogLevel.Debug => 5,
        LogLevel.Info => 9,
        LogLevel.Warn => 13,
        LogLevel.Error => 17,
        LogLevel.Fatal => 21,
        _ => 0,
    };
}
