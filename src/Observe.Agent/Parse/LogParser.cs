using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Formats;
using Observe.Agent.Parse.Json;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse;

/// <summary>
/// Fills the records of a batch with what their lines say. Throws for no bytes and allocates nothing a line. One instance a
/// worker: it keeps caches and is not thread-safe.
/// </summary>
internal sealed class LogParser
{
    private readonly NameTables _names;
    private readonly ProviderClassifier _providers;
    private readonly LineFields _fields;
    private readonly FormatDetector _detector;

    public LogParser(NameTables names, ProviderClassifier providers, TimeProvider? clock = null)
    {
        _names = names;
        _providers = providers;
        var timestamps = new Timestamps(clock ?? TimeProvider.System);
        _fields = new LineFields(timestamps);
        var marks = new StringMarks();
        var keys = new KeyMemory();
        var plain = new PlainTextFormat(timestamps, marks, keys, providers);
        _detector = new FormatDetector([new JsonLinesFormat(marks, keys, plain), new LogfmtFormat(plain), plain], _fields);
    }

    public void Parse(LogBatch batch)
    {
        var source = batch.Source;
        source.Provider ??= _providers.FindInPath(source.Path);
        LineBytes.Check(batch);
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
            var reason = format.Read(record, _fields);
            if (record.Unparsed == UnparsedReason.None)
            {
                record.Unparsed = reason;
            }

            Write(ref record, _fields, source.Provider.GetValueOrDefault());
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IsEmpty || (line[0] <= ' ' && line.Trim(" \t"u8).IsEmpty);

    private void Write(ref LogRecord record, LineFields fields, ushort pathProvider)
    {
        record.Level = fields.BestLevel;
        record.UnixMilliseconds = fields.UnixMilliseconds;
        record.LatencyMicroseconds = fields.LatencyMicroseconds;
        record.MessageStart = fields.Message.Strength == 0 ? record.Start : fields.Message.Start;
        record.MessageLength = fields.Message.Strength == 0 ? record.Length : fields.Message.Length;
        record.Category = Intern(_names.Categories, fields, fields.Category);
        record.Model = Intern(_names.Models, fields, fields.Model);
        record.Provider = ProviderOf(fields, record.Category, pathProvider);
        if (fields.Tokens.Any)
        {
            fields.Tokens.Write(ref record);
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

        var named = category == 0 ? (ushort)0 : _providers.Find(fields.Text(fields.Category));
        return named != 0 ? named : pathProvider;
    }

    private ushort FindEscaped(LineFields fields)
    {
        Span<byte> name = stackalloc byte[NameTable.MaxNameBytes];
        return _providers.Find(name[..JsonText.Unescape(fields.Text(fields.Provider), name)]);
    }

    private static ushort Intern(NameTable table, LineFields fields, in TextField field) => field.Strength == 0
        ? (ushort)0
        : field.Escaped ? InternEscaped(table, fields.Text(field)) : table.Intern(fields.Text(field));

    private static ushort InternEscaped(NameTable table, ReadOnlySpan<byte> text)
    {
        Span<byte> name = stackalloc byte[NameTable.MaxNameBytes];
        return table.Intern(name[..JsonText.Unescape(text, name)]);
    }
}
