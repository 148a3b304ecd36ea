using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Store;
using Observe.Agent.Store.Rows;

namespace Observe.Agent.Hosting;

/// <summary>Indexes and deletes stored rows while the agent runs, and answers searches.</summary>
internal sealed partial class RowKeeper(RowStore store, string directory, RowOptions options, ComponentMetrics components, TimeProvider time, ILogger<RowKeeper> log)
{
    public const string Component = "rows";
    public const string UpkeepFailed = "upkeep";

    /// <summary>How long the commits have the file for themselves between two steps.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _failing;

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            using var upkeep = new RowUpkeep(directory, options, time);
            while (true)
            {
                await Task.Delay(Step(upkeep) ? Breath : Pause, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // What is left to do is done by the next start.
        }
    }

    public (IReadOnlyList<LogRow>? Rows, int Status, string Fault) Search(IEnumerable<KeyValuePair<string, string>> given, CancellationToken cancellation)
    {
        var (query, fault) = LogQueryText.Parse(given, time);
        if (query is null)
        {
            return (null, StatusCodes.Status400BadRequest, fault);
        }

        try
        {
            return (RowSearch.Run(directory, query, time, cancellation), StatusCodes.Status200OK, "");
        }
        catch (StoreException e)
        {
            return (null, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
    }

    /// <summary>True when there is more to do.</summary>
    private bool Step(RowUpkeep upkeep)
    {
        try
        {
            // Each has its turn: neither a flood of new rows nor one of old ones holds the other up.
            var more = upkeep.IndexStep(store.Committed) | upkeep.DeleteStep();
            upkeep.Shrink();
            _failing = false;
            return more;
        }
        catch (StoreException e)
        {
            components.Failed(Component, UpkeepFailed);
            if (!_failing)
            {
                _failing = true;
                LogFailed(e.Message);
            }

            return false;
        }
    }

    [LoggerMessage(Level = Microsoft.Extensions.Logging.LogLevel.Error, Message = "Stored records cannot be indexed or deleted, which is tried again: {Reason}")]
    private partial void LogFailed(string reason);
}
