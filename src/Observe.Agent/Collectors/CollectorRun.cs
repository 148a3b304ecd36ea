using Microsoft.Extensions.Logging;

namespace Observe.Agent.Collectors;

/// <summary>Runs one collector: times it, keeps its faults to itself, and publishes what it read or withdraws it.</summary>
internal sealed partial class CollectorRun(
    ICollector collector, MetricSet metrics, Series<long> success, Series<double> duration, TimeProvider time, ILogger logger)
{
    private bool _failed;

    public void Refresh()
    {
        var start = time.GetTimestamp();
        var failure = Read();
        if (failure is null)
        {
            metrics.Publish();
        }
        else
        {
            metrics.Withdraw();
        }

        duration.Set(time.GetElapsedTime(start).TotalSeconds);
        success.Set(failure is null ? 1 : 0);
        LogChange(failure);
    }

    private Exception? Read()
    {
        try
        {
            collector.Read();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private void LogChange(Exception? failure)
    {
        if (failure is not null && !_failed)
        {
            LogFailed(logger, collector.Name, failure.Message);
        }
        else if (failure is null && _failed)
        {
            LogRecovered(logger, collector.Name);
        }

        _failed = failure is not null;
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Collector {Collector} fails; its metrics are missing until it recovers: {Reason}")]
    private static partial void LogFailed(ILogger logger, string collector, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Collector {Collector} has recovered")]
    private static partial void LogRecovered(ILogger logger, string collector);
}
