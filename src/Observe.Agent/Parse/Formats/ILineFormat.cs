using Observe.Agent.Parse.Fields;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>One way of writing a record. Stateless but for caches; one instance a worker.</summary>
internal interface ILineFormat
{
    LogFormat Format { get; }

    /// <summary>What the format is called in the configuration, when it is declared there.</summary>
    string? Name => null;

    /// <summary>Whether a record of this format may begin with a byte: what is asked of every line of text is worth a look at a table.</summary>
    bool MayBeginWith(byte first) => true;

    /// <summary>
    /// Reads a record when it looks as if it were written in this format, whatever its source is known to be written in.
    /// What the fields hold afterwards is of no use when it does not.
    /// </summary>
    bool TryClaim(byte[] bytes, in LogRecord record, LineFields fields)
    {
        fields.Reset(bytes);
        return TryRead(record, fields);
    }

    /// <summary>Called for each batch before its records are read.</summary>
    void Prepare(LogBatch batch)
    {
    }

    /// <summary>Reads the fields of a record of a source that is written in this format; false when this record is not.</summary>
    bool TryRead(in LogRecord record, LineFields fields);
}
