using Observe.Agent.Parse.Custom;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Formats;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Multiline;

/// <summary>What joining needs to know of lines beyond their shape. Not thread-safe.</summary>
internal sealed class RecordHeads(FormatDetector detector, PlainTextFormat plain, LineFields fields)
{
    /// <summary>The level stands at the beginning.</summary>
    private const int Looked = 512;

    private readonly byte[] _line = new byte[64 * 1024];
    private LogFormat _format;
    private CustomFormat? _custom;

    /// <summary>Looks at a batch before its lines are joined: how they are written, as far as that is known now.</summary>
    public void Look(LogBatch batch)
    {
        var format = detector.Peek(batch);
        _format = format.Format;
        _custom = format as CustomFormat;
    }

    /// <summary>Whether no line of the source but those of a trace belongs to the one above it.</summary>
    public bool AreWhole => _custom is not null
        ? _custom.Continuation == Continuation.None
        : _format is LogFormat.Logfmt or LogFormat.Access or LogFormat.Syslog3164 or LogFormat.Syslog5424 or LogFormat.DotnetSystemd;

    /// <summary>Whether the format was declared and has its say in what belongs together.</summary>
    public bool AreDeclared => _custom is not null;

    /// <summary>Whether any line may follow one that begins a record.</summary>
    public bool TakesAll => _custom?.Continuation == Continuation.Any;

    /// <summary>What the declared format of the source says of a line: whether it belongs to the one above it; null when it leaves that open.</summary>
    public bool? Continues(ReadOnlySpan<byte> line) => _custom?.Continuation switch
    {
        Continuation.Any => !_custom.Matches(_line, Copy(line, _line.Length), fields),
        Continuation.None => false,
        _ => null,
    };

    /// <summary>The level that the head of a record says.</summary>
    public LogLevel LevelOf(ReadOnlySpan<byte> head)
    {
        var length = Copy(head, Looked);
        var record = new LogRecord { Length = length, HeadLength = length };
        if (_custom is null || !_custom.Matches(_line, length, fields))
        {
            plain.TryClaim(_line, record, fields);
        }

        return fields.BestLevel;
    }

    /// <summary>Whether a logger that writes a record on two lines wrote these.</summary>
    public static bool IsSecondLine(ReadOnlySpan<byte> line, ReadOnlySpan<byte> head) =>
        JavaUtilHead.Is(head) && TextLayouts.IsJavaUtilMessage(line);

    /// <summary>Readers look some way past the end of a line in vectors: the rest of the buffer is there for them.</summary>
    private int Copy(ReadOnlySpan<byte> line, int most)
    {
        var length = Math.Min(line.Length, Math.Min(most, _line.Length - 256));
        line[..length].CopyTo(_line);
        if (line[..length].Contains(AnsiCodes.Escape))
        {
            length = AnsiCodes.Strip(_line.AsSpan(0, length));
        }

        return length;
    }
}
