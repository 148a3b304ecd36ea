using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;
using Observe.Agent.Parse;
using Observe.Agent.Parse.Patterns;
using Observe.Agent.Records;
using LogLevel = Observe.Agent.Records.LogLevel;

namespace Observe.Agent.Hosting;

/// <summary>The way of records from a batch of bytes into everything that counts, stores and sends them, wherever they come from. One for each worker.</summary>
internal sealed partial class LogCounter(
    LogParser parser, PatternMiner miner, IReadOnlyList<ILogConsumer> consumers, Committer committer, ComponentMetrics components, ILogger log)
{
    public const string ParseComponent = "parse";
    public const string ParseFault = "exception";

    private bool _parserFaultLogged;

    /// <summary>As <see cref="LineJoiner"/> says.</summary>
    public int Join(LogBatch batch)
    {
        try
        {
            return parser.Join(batch);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Failed(e, batch);
            return batch.Count;
        }
    }

    /// <summary>The parser promises never to throw; should it, the lines are counted all the same, with what it left.</summary>
    public void Parse(LogBatch batch)
    {
        try
        {
            parser.Parse(batch);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Failed(e, batch);
        }
    }

    /// <summary>Does with a parsed batch what need not be done under the lock. Returns how many records are errors.</summary>
    public int Prepare(LogBatch batch)
    {
        var errors = 0;
        foreach (ref var record in batch.Records)
        {
            if (record.Level >= LogLevel.Warn)
            {
                record.Pattern = miner.Observe(record, batch.Message(record)).Value;
                errors += record.Level >= LogLevel.Error ? 1 : 0;
            }
        }

        foreach (var consumer in consumers)
        {
            (consumer as IPreparedConsumer)?.Prepare(batch);
        }

        return errors;
    }

    /// <summary>Counts a prepared batch, and what says that it is counted, in one step.</summary>
    public void Count(LogBatch batch, Action accept)
    {
        lock (committer.Cut)
        {
            var whole = false;
            try
            {
                foreach (var consumer in consumers)
                {
                    consumer.Consume(batch);
                }

                accept();
                whole = true;
            }
            finally
            {
                if (!whole)
                {
                    committer.Break();
                }
            }
        }
    }

    private void Failed(Exception e, LogBatch batch)
    {
        components.Failed(ParseComponent, ParseFault);
        if (!_parserFaultLogged)
        {
            _parserFaultLogged = true;
            LogParserFault(log, e, batch.Source.Path);
        }
    }

    [LoggerMessage(Level = Microsoft.Extensions.Logging.LogLevel.Error, Message = "Parsing failed in {Path}; its lines are counted without their fields. Please report this")]
    private static partial void LogParserFault(ILogger log, Exception e, string path);
}
