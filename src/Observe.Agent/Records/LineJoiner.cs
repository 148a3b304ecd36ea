namespace Observe.Agent.Records;

/// <summary>
/// Joins the lines of a batch that are one record, in place, and returns how many records are whole: all, or all but the last
/// one when the next line may belong to it. What it says of a record depends on no line before that record.
/// </summary>
internal delegate int LineJoiner(LogBatch batch);
