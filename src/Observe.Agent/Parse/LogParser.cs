using System.Buffers;
using System.Text;
using Observe.Agent.Parse.Custom;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Formats;
using Observe.Agent.Parse.Json;
using Observe.Agent.Parse.Multiline;
using Observe.Agent.Parse.Redaction;
using Observe.Agent.Parse.Values;
using Observe.Agent.Parse.Wrappers;
using Observe.Agent.Records;

namespace Observe.Agent.Parse;

/// <summary>
/// Joins the lines of a batch to records, and fills the records with what they say. Throws for no bytes and allocates nothing
/// a line. One instance a worker: it keeps caches and is not thread-safe.
/// </summary>
internal sealed class LogParser
{
    /// <summary>Of a name that is cut at less, so that what is cut off does not hide what it was.</summary>
    private const int MaxLookedName = 4 * NameTable.MaxNameBytes;

    private readonly ArrayBufferWriter<byte> _masked = new();
    private readonly BatchClock _clock;
    private readonly NameTables _names;
    private readonly ProviderClassifier _providers;
    private readonly LineFields _fields;
    private readonly FormatDetector _detector;
    private readonly PlainTextFormat _plain;
    private readonly Unwrapper _unwrapper;
    private readonly RecordJoiner _joiner;
    private ushort?[] _categoryProviders = new ushort?[128];

    public LogParser(NameTables names, ProviderClassifier providers, TimeProvider? clock = null, IReadOnlyList<FormatOptions>? formats = null)
    {
        _names = names;
        _providers = providers;
        _clock = new BatchClock(clock ?? TimeProvider.System);
        var timestamps = new Timestamps(_clock);
        _fields = new LineFields(timestamps);
        var known = new KnownFormats(timestamps, _clock, providers, formats ?? []);
        _plain = known.Plain;
        _detector = new FormatDetector(known.All, _fields);
        _unwrapper = new Unwrapper(timestamps);
        _joiner = new RecordJoiner(new RecordHeads(_detector, _plain, _fields));
    }

    /// <summary>As <see cref="LineJoiner"/> says.</summary>
    public int Join(LogBatch batch) => _joiner.Join(batch);

    public void Parse(LogBatch batch)
    {
        var source = batch.Source;
        source.Provider ??= _providers.FindInPath(source.Path);
        var hasEscapes = LineBytes.Check(batch);
        WrappedLine.Detect(batch);
        var isWrapped = source.Wrapper != LogWrapper.None;
        if (isWrapped || hasEscapes)
        {
            TakeContent(batch, isWrapped);
        }

        _clock.Begin();
        var format = _detector.Decide(batch);
        format.Prepare(batch);
        foreach (ref var record in batch.Records)
        {
            if (IsBlank(batch.Line(record)))
            {
                record.Unparsed = record.Unparsed == UnparsedReason.None ? UnparsedReason.Empty : record.Unparsed;
                continue;
            }

            _fields.Reset(batch.Bytes);
            if (!format.TryRead(record, _fields))
            {
                ReadOther(ref record, format);
            }

            Write(ref record, _fields, source.Provider.GetValueOrDefault(), isWrapped ? record.UnixMilliseconds : 0);
        }
    }

    /// <summary>Leaves of each record what its program wrote: without what the container runtime and colours put around it.</summary>
    private void TakeContent(LogBatch batch, bool isWrapped)
    {
        foreach (ref var record in batch.Records)
        {
            if (isWrapped)
            {
                _unwrapper.Unwrap(batch, ref record);
            }

            AnsiCodes.Strip(batch, ref record);
        }
    }

    /// <summary>Reads a record that is not of its source's format. Of a broken object stands what it said before its fault.</summary>
    private void ReadOther(ref LogRecord record, ILineFormat format)
    {
        var isJson = format is JsonLinesFormat;
        if (isJson && _fields.Bytes[record.Start] != '{' && _plain.TryReadOther(record, _fields))
        {
            return;
        }

        if (!isJson || _fields.Bytes[record.Start] != '{')
        {
            _fields.Reset(_fields.Bytes);
            _plain.TryRead(record, _fields);
        }

        if (isJson && record.Unparsed == UnparsedReason.None && IsPieceOfObject(_fields.Bytes.AsSpan(record.Start, record.Length)))
        {
            record.Unparsed = UnparsedReason.InvalidJson;
        }
    }

    /// <summary>A banner or a trace among objects is read as the text it is; the beginning or the end of an object is no text.</summary>
    private static bool IsPieceOfObject(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t"u8);
        return line[0] == '{' || line[^1] == '}' || line.StartsWith("data: {"u8);
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IsEmpty || (line[0] <= ' ' && line.Trim(" \t"u8).IsEmpty);

    private void Write(ref LogRecord record, LineFields fields, ushort pathProvider, long wrapperTime)
    {
        record.Level = fields.BestLevel;
        record.UnixMilliseconds = fields.UnixMilliseconds != 0 ? fields.UnixMilliseconds : wrapperTime;
        record.LatencyMicroseconds = fields.LatencyMicroseconds;
        record.MessageStart = fields.Message.Strength == 0 ? record.Start : fields.Message.Start;
        record.MessageLength = fields.Message.Strength == 0 ? record.HeadLength : fields.Message.Length;
        record.Category = Intern(_names.Categories, fields, fields.Category);
        record.Model = Intern(_names.Models, fields, fields.Model);
        record.Provider = ProviderOf(fields, record.Category, pathProvider);
        if (fields.Tokens.Any)
        {
            fields.Tokens.Write(ref record);
            if (fields.Tokens.IsNested)
            {
                StreamedUsage.TakeOwnPart(ref record, fields.Bytes.AsSpan(record.Start, record.Length));
            }
        }
    }

    /// <summary>A provider field speaks for itself, even when it names none that is configured; tag, logger and path stand in for it.</summary>
    private ushort ProviderOf(LineFields fields, ushort category, ushort pathProvider)
    {
        if (fields.Provider.Strength > 0)
        {
            return fields.Provider.Escaped ? FindEscaped(fields) : _providers.Find(fields.Text(fields.Provider));
        }

        if (fields.TagProvider != 0)
        {
            return fields.TagProvider;
        }

        var named = category == 0 ? (ushort)0 : ProviderOfCategory(fields, category);
        return named != 0 ? named : pathProvider;
    }

    /// <summary>Looked for once a category, save for those that share the place of what is over the limit.</summary>
    private ushort ProviderOfCategory(LineFields fields, ushort category)
    {
        if (_names.Categories[category] == NameTable.Overflow)
        {
            return _providers.Find(fields.Text(fields.Category));
        }

        if (category >= _categoryProviders.Length)
        {
            Array.Resize(ref _categoryProviders, Math.Max(category + 1, _categoryProviders.Length * 2));
        }

        return _categoryProviders[category] ??= _providers.Find(Encoding.UTF8.GetBytes(_names.Categories[category]));
    }

    private ushort FindEscaped(LineFields fields)
    {
        Span<byte> name = stackalloc byte[NameTable.MaxNameBytes];
        return _providers.Find(name[..JsonText.Unescape(fields.Text(fields.Provider), name)]);
    }

    private ushort Intern(NameTable table, LineFields fields, in TextField field) => field.Strength == 0
        ? (ushort)0
        : field.Escaped ? InternEscaped(table, fields.Text(field)) : Intern(table, fields.Text(field));

    private ushort InternEscaped(NameTable table, ReadOnlySpan<byte> text)
    {
        Span<byte> name = stackalloc byte[NameTable.MaxNameBytes];
        return Intern(table, name[..JsonText.Unescape(text, name)]);
    }

    /// <summary>A name that is known has been looked at; a new one may hold what must not be shown: <c>"name": "jane@…"</c>.</summary>
    private ushort Intern(NameTable table, ReadOnlySpan<byte> name)
    {
        if (table.TryFind(name, out var id))
        {
            return id;
        }

        _masked.ResetWrittenCount();
        Redactor.Redact(name[..Math.Min(name.Length, MaxLookedName)], _masked);
        return table.Intern(_masked.WrittenSpan);
    }
}
