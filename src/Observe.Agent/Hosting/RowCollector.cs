using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Observe.Agent.Metrics;
using Observe.Agent.Parse.Json;
using Observe.Agent.Records;
using Observe.Agent.Store.Rows;

namespace Observe.Agent.Hosting;

/// <summary>Readies the records of one worker that are worth a row: readable, without secrets, cut.</summary>
internal sealed class RowCollector(RowStore store, RowOptions options, NameTables names, TextCleaner clean, TimeProvider time) : IPreparedConsumer
{
    /// <summary>A message is kept so far; a long stack trace stands in its file.</summary>
    private const int MaxMessageBytes = 8 * 1024;

    private readonly RowBuffer _rows = new();
    private readonly ArrayBufferWriter<byte> _cleaned = new();
    private byte[] _unescaped = new byte[MaxMessageBytes];

    public void Prepare(LogBatch batch)
    {
        _rows.Clear();
        var now = 0L;
        foreach (ref readonly var record in batch.Records)
        {
            if (record.Level < options.Level || record.Length == 0)
            {
                continue;
            }

            var start = _rows.Text.WrittenCount;
            WriteMessage(batch, record);
            _rows.Add(new Row
            {
                Time = record.UnixMilliseconds != 0 ? record.UnixMilliseconds : now != 0 ? now : now = time.GetUtcNow().ToUnixTimeMilliseconds(),
                Level = record.Level,
                Provider = record.Provider == 0 ? LogMetrics.Unknown : names.Providers[record.Provider],
                Model = names.Models[record.Model],
                Category = names.Categories[record.Category],
                File = batch.Source.Path,
                Pattern = record.Pattern,
                Tokens = record.InputTokens + record.OutputTokens + record.CacheReadTokens + record.CacheWriteTokens + record.ReasoningTokens,
                LatencyMicroseconds = record.LatencyMicroseconds,
                Start = start,
                Length = _rows.Text.WrittenCount - start,
            });
        }
    }

    public void Consume(LogBatch batch)
    {
        if (_rows.Count > 0)
        {
            store.Append(_rows);
        }
    }

    private void WriteMessage(LogBatch batch, in LogRecord record)
    {
        var line = batch.Line(record);
        var message = record.MessageLength > 0 ? batch.Message(record) : line;
        if (line[0] == '{' && record.MessageLength > 0 && message.Contains((byte)'\\'))
        {
            if (_unescaped.Length < message.Length)
            {
                _unescaped = new byte[message.Length];
            }

            message = _unescaped.AsSpan(0, JsonText.Unescape(message, _unescaped));
        }

        // Masked before it is cut, or a secret could lose the end that it is known by.
        _cleaned.ResetWrittenCount();
        clean(message, _cleaned);
        var text = Utf8Prefix.Of(_cleaned.WrittenSpan, MaxMessageBytes);
        _rows.Text.Write(Utf8.IsValid(text) && !text.Contains((byte)0) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace('\0', ' ')));
    }
}
