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
    private readonly Timestamps _timestamps;
    private readonly FormatDetector _detector;

    public LogParser(NameTables names, ProviderClassifier providers, TimeProvider? clock = null)
    {
        _names = names;
        _providers = providers;
        _timestamps = new Timestamps(clock ?? TimeProvider.System);
        var plain = new PlainTextFormat(_timestamps, providers);
        _detector = new FormatDetector([new JsonLinesFormat(_timestamps, plain), new LogfmtFormat(plain), plain]);
    }

    public void Parse(LogBatch batch)
    {
        var source = batch.Source;
        source.Provider ??= _providers.FindInPath(source.Path);
        LineBytes.Check(batch);
        var format = _detector.Decide(batch);
        foreach (ref var record in batch.Records)
        {
            if (batch.Line(record).Trim(" \t"u8).IsEmpty)
            {
                record.Unparsed = record.Unparsed == UnparsedReason.None ? UnparsedReason.Empty : record.Unparsed;
                continue;
            }

            var fields = new LineFields(batch.Bytes, _timestamps);
            var reason = format.Read(record, ref fields);
            if (record.Unparsed == UnparsedReason.None)
            {
                record.Unparsed = reason;
            }

            Write(ref record, ref fields, source.Provider.GetValueOrDefault());
        }
    }

    private void Write(ref LogRecord record, ref LineFields fields, ushort pathProvider)
    {
        record.Level = fields.BestLevel;
        record.UnixMilliseconds = fields.UnixMilliseconds;
        record.LatencyMicroseconds = fields.LatencyMicroseconds;
        record.MessageStart = fields.Message.Strength == 0 ? record.Start : fields.Message.Start;
        record.MessageLength = fields.Message.Strength == 0 ? record.Length : fields.Message.Length;
        record.Category = Intern(_names.Categories, fields.Bytes, fields.Category);
        record.Model = Intern(_names.Models, fields.Bytes, fields.Model);
        record.Provider = ProviderOf(fields, record.Category, pathProvider);
        if (fields.Tokens.Any)
        {
            fields.Tokens.Write(ref record);
        }
    }

    /// <summary>A provider field speaks for itself, even when it names none that is configured; tag, logger and path stand in for it.</summary>
    private ushort ProviderOf(in LineFields fields, ushort category, ushort pathProvider)
    {
        if (fields.Provider.Strength > 0)
        {
            Span<byte> name = stackalloc byte[NameTable.MaxNameBytes];
            return _providers.Find(Text(fields.Bytes, fields.Provider, name));
        }

        if (fields.TagProvider != 0)
        {
            return fields.TagProvider;
        }

        var named = category == 0 ? (ushort)0 : _providers.Find(fields.Bytes.Slice(fields.Category.Start, fields.Category.Length));
        return named != 0 ? named : pathProvider;
    }

    private static ushort Intern(NameTable table, ReadOnlySpan<byte> bytes, in TextField field)
    {
        if (field.Strength == 0)
        {
            return 0;
        }

        Span<byte> name = stackalloc byte[NameTable.MaxNameBytes];
        return table.Intern(Text(bytes, field, name));
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> bytes, in TextField field, Span<byte> room)
    {
        var raw = bytes.Slice(field.Start, field.Length);
        return field.Escaped ? room[..JsonText.Unescape(raw, room)] : raw;
    }
}
