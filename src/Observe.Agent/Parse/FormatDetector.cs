using Observe.Agent.Parse.Custom;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Formats;
using Observe.Agent.Records;

namespace Observe.Agent.Parse;

/// <summary>
/// Decides how a source's records are written: each of its first ones votes for the first format that claims it. The decision
/// may turn while few have voted. Later it turns only when a whole batch of voters is of another mind: a program may be
/// replaced by one that logs otherwise.
/// </summary>
internal sealed class FormatDetector(ILineFormat[] formats, LineFields fields)
{
    /// <summary>Records that settle the matter.</summary>
    public const int Enough = 64;

    /// <summary>Records of one batch that vote.</summary>
    public const int PerBatch = 32;

    private readonly int[] _votes = new int[formats.Length];

    /// <summary>The format for the records of this batch; the last of the formats when nothing can be told yet.</summary>
    public ILineFormat Decide(LogBatch batch)
    {
        var source = batch.Source;
        var current = IndexOf(source);
        if (current >= 0 && formats[current] is CustomFormat { NamesFiles: true })
        {
            return formats[current];
        }

        if (current >= 0 && (source.FormatLines == 0 || source.FormatLines >= Enough))
        {
            return StillHolds(batch, formats[current]) ? formats[current] : Reconsider(batch, current);
        }

        var voters = Vote(batch);
        if (voters > 0)
        {
            var winner = _votes.AsSpan().IndexOf(_votes.Max());
            if (current < 0 || (winner != current && _votes[winner] > source.FormatLines))
            {
                current = winner;
                Set(source, winner);
                source.FormatLines = 0;
            }

            source.FormatLines += _votes[current];
        }

        return current >= 0 ? formats[current] : formats[^1];
    }

    /// <summary>The format as <see cref="Decide"/> would say now, without a decision: the batch may come again with more lines.</summary>
    public ILineFormat Peek(LogBatch batch)
    {
        var current = IndexOf(batch.Source);
        return current >= 0 ? formats[current] : Vote(batch) > 0 ? formats[_votes.AsSpan().IndexOf(_votes.Max())] : formats[^1];
    }

    /// <summary>Whether first or last record of the batch speak for the format; one stray line is no change.</summary>
    private bool StillHolds(LogBatch batch, ILineFormat format) =>
        batch.Count < PerBatch || format == formats[^1] || Speaks(batch, batch.Records[^1], format) || Speaks(batch, batch.Records[0], format);

    private bool Speaks(LogBatch batch, in LogRecord record, ILineFormat format) => format.TryClaim(batch.Bytes, record, fields);

    private ILineFormat Reconsider(LogBatch batch, int current)
    {
        var voters = Vote(batch);
        var winner = _votes.AsSpan().IndexOf(_votes.Max());
        if (voters == PerBatch && _votes[current] == 0 && _votes[winner] > PerBatch / 2)
        {
            current = winner;
            Set(batch.Source, winner);
            batch.Source.FormatLines = _votes[winner];
        }

        return formats[current];
    }

    private void Set(LogSource source, int format)
    {
        source.Format = formats[format].Format;
        source.CustomFormat = formats[format].Name;
    }

    /// <summary>A declared format that names the file, else the one found before; -1 for none.</summary>
    private int IndexOf(LogSource source)
    {
        for (var i = 0; i < formats.Length; i++)
        {
            if (formats[i] is CustomFormat custom ? Is(custom, source) : formats[i].Format == source.Format)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Is(CustomFormat custom, LogSource source)
    {
        if (source.CustomFormat is not null || !custom.NamesFiles || !custom.Names(source.Path))
        {
            return source.Format == LogFormat.Custom && source.CustomFormat == custom.Name;
        }

        source.Format = LogFormat.Custom;
        source.CustomFormat = custom.Name;
        return true;
    }

    private int Vote(LogBatch batch)
    {
        Array.Clear(_votes);
        var voters = 0;
        foreach (ref readonly var record in batch.Records)
        {
            if (batch.Line(record).Trim(" \t"u8).IsEmpty)
            {
                continue;
            }

            for (var i = 0; i < formats.Length; i++)
            {
                if (formats[i].TryClaim(batch.Bytes, record, fields))
                {
                    _votes[i]++;
                    break;
                }
            }

            if (++voters == PerBatch)
            {
                break;
            }
        }

        return voters;
    }
}
