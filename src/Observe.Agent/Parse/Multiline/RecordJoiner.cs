using Observe.Agent.Parse.Formats;
using Observe.Agent.Parse.Wrappers;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Multiline;

/// <summary>
/// Joins stack traces, indented lines and what container runtimes cut to one record each. A trace belongs to the record above
/// it when that is an error or a warning, else it is a record of its own: a crash must not hide below the last thing said.
/// Bounded, so that a file of nothing but indented lines is still many records. Not thread-safe.
/// </summary>
/// <param name="heads">What is known of the lines of a source beyond their shape.</param>
internal sealed class RecordJoiner(RecordHeads heads)
{
    public const int MaxBytes = 1024 * 1024;
    public const int MaxLines = 1000;

    private readonly WrappedLine _content = new();
    private readonly WrappedLine _owner = new();
    private bool _isPostgres;

    /// <summary>As <see cref="LineJoiner"/> says.</summary>
    public int Join(LogBatch batch)
    {
        WrappedLine.Detect(batch);
        heads.Look(batch);
        var open = new OpenRecord();

        // A batch begins with a whole record: its first line tells for all of them.
        var records = batch.Records;
        _isPostgres = records.Length > 0 && PostgresReport.Is(batch.Line(records[0]));
        var isPlain = batch.Source.Wrapper == LogWrapper.None && !heads.AreDeclared && !_isPostgres;
        var i = 0;
        try
        {
            for (; i < records.Length; i++)
            {
                // Nearly every line is an object or begins with a time: nothing to look into.
                if (isPlain && open.State <= JoinState.Text && PassWhole(batch.Bytes, records, i, out var areObjects) is var end && end > i)
                {
                    Place(records, i..end, open.Last + 1);
                    open = new OpenRecord(areObjects || heads.AreWhole ? JoinState.Closed : JoinState.Text, open.Last + end - i, 1);
                    i = end - 1;
                    continue;
                }

                Take(batch, records, i, ref open);
            }
        }
        catch
        {
            // Whatever went wrong, no line is lost or counted twice.
            for (; i < records.Length; i++)
            {
                records[++open.Last] = records[i];
            }

            batch.Truncate(open.Last + 1);
            throw;
        }

        batch.Truncate(open.Last + 1);
        return open.State == JoinState.Closed ? open.Last + 1 : open.Last - open.Pending;
    }

    /// <summary>The number of the first line from one on that is no object, or, when the first is none, does not begin with a digit.</summary>
    private static int PassWhole(byte[] bytes, ReadOnlySpan<LogRecord> records, int from, out bool areObjects)
    {
        areObjects = records[from].Length > 1 && bytes[records[from].Start] == '{';
        while ((uint)from < (uint)records.Length)
        {
            ref readonly var line = ref records[from];
            if (line.Length < 2 || line.Unparsed != UnparsedReason.None
                || (areObjects ? bytes[line.Start] != '{' || bytes[line.Start + line.Length - 1] != '}' : (uint)(bytes[line.Start] - '0') > 9))
            {
                break;
            }

            from++;
        }

        return from;
    }

    /// <summary>Adds a line to the open record, or begins a new one with it.</summary>
    private void Take(LogBatch batch, Span<LogRecord> records, int i, ref OpenRecord open)
    {
        ref var line = ref records[i];
        var wrapper = batch.Source.Wrapper;
        var text = wrapper != LogWrapper.None ? _content.Of(wrapper, batch.Line(line)) : batch.Line(line);
        var isCut = wrapper != LogWrapper.None && _content.IsCut;
        var shape = LineShapes.Of(text);
        if (open.State != JoinState.Closed && open.Lines < MaxLines && line.Unparsed == UnparsedReason.None)
        {
            ref var owner = ref records[open.Last - open.Pending];
            var length = line.Start + line.Length - owner.Start;
            if (length <= MaxBytes && Next(open, shape, text, batch, owner) is { } next)
            {
                owner.Length = length;
                open = new OpenRecord(isCut ? JoinState.Cut : next, open.Last - open.Pending, open.Lines + open.Pending + 1);
                return;
            }

            if (MayStandWithin(open.State, shape))
            {
                Place(records, i..(i + 1), ++open.Last);
                open.Pending++;
                return;
            }
        }

        var state = line.Unparsed != UnparsedReason.None ? JoinState.Closed : isCut ? JoinState.Cut : First(shape);
        Place(records, i..(i + 1), open.Last + 1);
        open = new OpenRecord(state, open.Last + 1, 1);
    }

    private static void Place(Span<LogRecord> records, Range lines, int to)
    {
        if (lines.Start.Value != to)
        {
            records[lines].CopyTo(records[to..]);
        }
    }

    /// <summary>What may follow a line that begins a record.</summary>
    private JoinState First(LineShape shape) => heads.TakesAll ? JoinState.Text : shape switch
    {
        LineShape.Head => heads.AreWhole ? JoinState.Closed : JoinState.Text,
        LineShape.Empty or LineShape.White or LineShape.Object => JoinState.Closed,
        LineShape.ObjectStart => JoinState.Object,
        LineShape.Traceback => JoinState.Traceback,
        LineShape.TracebackLink => JoinState.TracebackLink,
        LineShape.Exception or LineShape.Cause => JoinState.Exception,
        LineShape.Panic or LineShape.Goroutine => JoinState.Panic,
        LineShape.ExportStart => JoinState.Export,
        _ => JoinState.Text,
    };

    /// <summary>What may follow a line that belongs to the open record; null when it does not belong there.</summary>
    private JoinState? Next(in OpenRecord open, LineShape shape, ReadOnlySpan<byte> text, LogBatch batch, in LogRecord owner)
    {
        var (state, pending) = (open.State, open.Pending);
        switch (state)
        {
            case JoinState.Cut:
                return heads.AreWhole || Owner(batch, owner) is [(byte)'{', ..] ? JoinState.Closed : JoinState.Text;
            case JoinState.Export:
                return shape is LineShape.Empty or LineShape.ExportStart && JournalFields.EndWithinValue(batch.Bytes.AsSpan(owner.Start, owner.Length + 1)) ? JoinState.Export
                    : shape is LineShape.Empty ? JoinState.Closed : shape is LineShape.ExportStart ? null : JoinState.Export;
            case JoinState.Object:
                return shape is LineShape.Indented ? JoinState.Object : shape is LineShape.ObjectEnd ? JoinState.Closed : null;
        }

        if (heads.Continues(text) is { } declared)
        {
            return declared ? JoinState.Text : null;
        }

        switch (shape)
        {
            case LineShape.Indented when pending == 0 || state is JoinState.Text:
                return state is JoinState.Text && IsSourceMark(text) ? JoinState.NodeSource : state;
            case LineShape.Cause:
                return JoinState.Exception;
            case LineShape.Goroutine when state is JoinState.Text or JoinState.Panic:
                return JoinState.Panic;
            case LineShape.Traceback when state is JoinState.TracebackLink || (state is JoinState.Text && pending == 0 && IsBad(batch, owner)):
                return JoinState.Traceback;
            case LineShape.TracebackLink when state is JoinState.TracebackEnd:
                return JoinState.TracebackLink;
            case LineShape.Exception when state is JoinState.NodeSource || (state is JoinState.Text && pending == 0 && IsBad(batch, owner)):
                return JoinState.Exception;
            case LineShape.NodeVersion when state is JoinState.Exception or JoinState.NodeSource:
                return JoinState.Closed;
            case LineShape.ObjectEnd when state is JoinState.Exception && pending == 0:
                return JoinState.Exception;
            case LineShape.PanicDetail when state is JoinState.Panic:
                return JoinState.Panic;
            case LineShape.Head when _isPostgres && state is JoinState.Text && PostgresReport.Continues(text, Owner(batch, owner)):
                return JoinState.Text;
        }

        return state switch
        {
            JoinState.Traceback when pending == 0 && shape is LineShape.Head or LineShape.Exception && char.IsAsciiLetter((char)text[0]) => JoinState.TracebackEnd,
            JoinState.Panic when pending == 0 && shape is LineShape.Head or LineShape.Exception && LineShapes.IsGoFrame(text) => JoinState.Panic,
            JoinState.Text when pending == 0 && shape is LineShape.Head && owner.Length == owner.HeadLength && RecordHeads.IsSecondLine(text, Owner(batch, owner)) => JoinState.Text,
            _ => null,
        };
    }

    /// <summary>Whether an empty line may stand in the middle of such a record.</summary>
    private static bool MayStandWithin(JoinState state, LineShape shape) => shape switch
    {
        LineShape.White => state is not (JoinState.Object or JoinState.Export),
        LineShape.Empty => state is not (JoinState.Text or JoinState.Object or JoinState.Export or JoinState.Traceback),
        _ => false,
    };

    /// <summary><c>    ^^^^</c> under a line of source code.</summary>
    private static bool IsSourceMark(ReadOnlySpan<byte> line) => !line.Trim(" \t"u8).ContainsAnyExcept("^~"u8);

    private bool IsBad(LogBatch batch, in LogRecord owner) => heads.LevelOf(Owner(batch, owner)) >= LogLevel.Warn;

    /// <summary>The first line of a record, without what the container runtime put around it.</summary>
    private ReadOnlySpan<byte> Owner(LogBatch batch, in LogRecord owner)
    {
        var head = batch.Bytes.AsSpan(owner.Start, owner.HeadLength);
        return batch.Source.Wrapper == LogWrapper.None ? head : _owner.Of(batch.Source.Wrapper, head);
    }
}
