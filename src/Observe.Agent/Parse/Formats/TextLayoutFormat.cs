using Observe.Agent.Parse.Fields;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>Text whose heads show which family of loggers wrote it; read as any other text.</summary>
internal sealed class TextLayoutFormat(LogFormat format, TextLayoutFormat.Layout layout, PlainTextFormat plain) : ILineFormat
{
    public delegate bool Layout(ReadOnlySpan<byte> head);

    public LogFormat Format => format;

    public bool TryClaim(byte[] bytes, in LogRecord record, LineFields fields) =>
        layout(bytes.AsSpan(record.Start, record.HeadLength)) && plain.TryClaim(bytes, record, fields);

    public bool TryRead(in LogRecord record, LineFields fields) => plain.TryRead(record, fields);
}
