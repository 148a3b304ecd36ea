using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Formats;
using Observe.Agent.Records;

namespace Observe.Agent.Parse;

/// <summary>
/// Decides how a source's lines are written: each of its first lines votes for the first format that claims it. The decision
/// may turn while few lines have voted; one that came with a saved offset stands.
/// </summary>
internal sealed class FormatDetector(ILineFormat[] formats, LineFields fields)
{
    /// <summary>Lines that settle the matter.</summary>
    public const int Enough = 64;

    /// <summary>Lines of one batch that vote.</summary>
    private const int PerBatch = 32;

    private readonly int[] _votes = new int[formats.Length];

    /// <summary>The format for the lines of this batch; the last of the formats when nothing can be told yet.</summary>
    public ILineFormat Decide(LogBatch batch)
    {
        var source = batch.Source;
        var current = IndexOf(source.Format);
        if (current >= 0 && (source.FormatLines == 0 || source.FormatLines >= Enough))
        {
            return formats[current];
        }

        var voters = Vote(batch);
        if (voters > 0)
        {
            var winner = _votes.AsSpan().IndexOf(_votes.Max());
            if (current < 0 || (winner != current && _votes[winner] > source.FormatLines))
            {
                current = winner;
                source.Format = formats[winner].Format;
                source.FormatLines = 0;
            }

            source.FormatLines += _votes[current];
        }

        return current >= 0 ? formats[current] : formats[^1];
    }

    private int IndexOf(LogFormat format)
    {
        for (var i = 0; i < formats.Length; i++)
        {
            if (formats[i].Format == format)
            {
                return i;
            }
        }

        return -1;
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
                if (formats[i].Claims(batch, record, fields))
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
