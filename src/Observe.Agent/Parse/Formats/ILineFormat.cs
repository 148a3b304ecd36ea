using Observe.Agent.Parse.Fields;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>One way of writing a record as a line. Stateless but for caches; one instance a worker.</summary>
internal interface ILineFormat
{
    LogFormat Format { get; }

    /// <summary>Whether a line looks as if it were written in this format; asked of the first lines of a source. The fields are for it to use as it likes.</summary>
    bool Claims(LogBatch batch, in LogRecord record, LineFields fields);

    /// <summary>Called for each batch before its lines are read.</summary>
    void Prepare(LogBatch batch)
    {
    }

    /// <summary>Reads the fields of a line as far as possible, and tells why it is not of this format if it is not.</summary>
    UnparsedReason Read(in LogRecord record, LineFields fields);
}
