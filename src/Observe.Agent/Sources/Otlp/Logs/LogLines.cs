using System.Buffers.Text;
using System.Text.Json;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Sources.Otlp.Logs;

/// <summary>
/// Makes of log records that apps push the lines that a JSON logger would have written of them, so that they take the way of
/// every other line. What the record says itself stands before what its text or its attributes say.
/// </summary>
internal sealed class LogLines(int maxLineBytes)
{
    private const long NanosecondsInTick = 100;

    private readonly JsonLine _line = new(maxLineBytes);
    private readonly JsonLine _origin = new(maxLineBytes);
    private int _originStart;

    /// <summary>Remembers what all records of a resource say of where they come from.</summary>
    public void BeginResource(OtlpAttributes resource)
    {
        _origin.Begin();
        _originStart = _origin.Written.Length;
        foreach (var attribute in resource)
        {
            if (attribute.Key.StartsWith("service."u8) || attribute.Key.SequenceEqual("host.name"u8)
                || attribute.Key.SequenceEqual("k8s.pod.name"u8) || attribute.Key.SequenceEqual("k8s.namespace.name"u8))
            {
                _origin.Member(attribute.Key, attribute.Value);
            }
        }
    }

    /// <summary>Adds the line of a record to a batch.</summary>
    /// <param name="batch">Of one app.</param>
    /// <param name="record">The record.</param>
    /// <param name="logger">The name of its scope.</param>
    /// <param name="body">Its body, where that is text: without what a container runtime puts around it.</param>
    /// <param name="message">The part of the body that is the message.</param>
    public void Add(LogBatch batch, in OtlpLogRecord record, ReadOnlySpan<byte> logger, ReadOnlySpan<byte> body, ReadOnlySpan<byte> message)
    {
        _line.Begin();
        WriteTime(record.Time != 0 ? record.Time : record.ObservedTime);
        if (LevelOf(record) is { IsEmpty: false } level)
        {
            _line.Member("level"u8, level);
        }

        if (!record.EventName.IsEmpty)
        {
            _line.Member("event.name"u8, record.EventName);
        }

        if (!logger.IsEmpty)
        {
            _line.Member("logger"u8, logger);
        }

        WriteId("trace_id"u8, record.TraceId);
        WriteId("span_id"u8, record.SpanId);
        var isObject = IsObject(body);
        if (!isObject)
        {
            WriteMessage(record, body, message);
        }

        _line.Members(_origin.Written[_originStart..]);
        foreach (var attribute in record.Attributes)
        {
            _line.Member(attribute.Key, attribute.Value);
        }

        if (isObject)
        {
            _line.Members(body);
        }
        else if (record.Body.Kind == OtlpValueKind.Map)
        {
            foreach (var pair in record.Body.Pairs)
            {
                _line.Member(pair.Key, pair.Value);
            }
        }

        _line.End();
        Append(batch, _line.Written, _line.IsCut);
    }

    private void WriteMessage(in OtlpLogRecord record, ReadOnlySpan<byte> body, ReadOnlySpan<byte> message)
    {
        if (!body.IsEmpty)
        {
            _line.Member("message"u8, message.IsEmpty ? body : message);
            if (message.Length < body.Length && !message.IsEmpty)
            {
                _line.Member("body"u8, body);
            }
        }
        else if (record.Body.Kind is not (OtlpValueKind.None or OtlpValueKind.Map or OtlpValueKind.Text))
        {
            _line.Member("message"u8, record.Body);
        }
        else if (record.Attributes.TryGet("exception.message"u8, out var exception) && !exception.Bytes.IsEmpty)
        {
            _line.Member("message"u8, exception);
        }
        else if (record.Body.Kind != OtlpValueKind.Map && !record.EventName.IsEmpty)
        {
            _line.Member("message"u8, record.EventName);
        }
    }

    private void WriteTime(ulong nanoseconds)
    {
        var ticks = (long)(nanoseconds / NanosecondsInTick);
        if (nanoseconds == 0 || ticks > DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks)
        {
            return;
        }

        Span<byte> text = stackalloc byte[33];
        Utf8Formatter.TryFormat(DateTime.UnixEpoch.AddTicks(ticks), text, out var written, 'O');
        _line.Member("timestamp"u8, text[..written]);
    }

    private void WriteId(ReadOnlySpan<byte> name, ReadOnlySpan<byte> id)
    {
        if (id.Length is > 0 and <= 16 && id.ContainsAnyExcept((byte)0))
        {
            _line.Hex(name, id);
        }
    }

    /// <summary>The number, which is the same for all languages, before the word, which is the app's own.</summary>
    private static ReadOnlySpan<byte> LevelOf(in OtlpLogRecord record) => record.Severity switch
    {
        >= 1 and <= 4 => "trace"u8,
        >= 5 and <= 8 => "debug"u8,
        >= 9 and <= 12 => "info"u8,
        >= 13 and <= 16 => "warn"u8,
        >= 17 and <= 20 => "error"u8,
        >= 21 and <= 24 => "fatal"u8,
        _ => record.SeverityText,
    };

    private static bool IsObject(ReadOnlySpan<byte> body)
    {
        var text = body.Trim(" \t\r\n"u8);
        if (text is not [(byte)'{', .., (byte)'}'])
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(text);
            while (reader.Read())
            {
                // Only whether all of it can be read.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Append(LogBatch batch, ReadOnlySpan<byte> line, bool isCut)
    {
        var start = batch.ByteCount;
        var end = start + line.Length + 1;
        if (end > batch.Bytes.Length)
        {
            batch.Grow(Math.Max(end, batch.Bytes.Length * 2));
        }

        line.CopyTo(batch.Bytes.AsSpan(start));
        batch.Bytes[end - 1] = (byte)'\n';
        batch.ByteCount = end;
        batch.Add(start, line.Length, isCut ? UnparsedReason.TooLong : UnparsedReason.None);
    }
}
