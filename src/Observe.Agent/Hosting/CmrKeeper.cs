using Microsoft.Extensions.Logging;
using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Learning;
using Observe.Agent.Metrics;

namespace Observe.Agent.Hosting;

/// <summary>Keeps the model of contextual memory reweaving going, and what it learned on the disk.</summary>
internal sealed partial class CmrKeeper(CmrModel model, string data, ComponentMetrics components, TimeProvider time, ILogger<CmrKeeper> log)
{
    public const string Component = "cmr";
    public const string BaselineFailed = "baseline";

    private static readonly TimeSpan SaveInterval = TimeSpan.FromMinutes(1);

    private readonly string _file = Path.Combine(data, BaselineFile.Name);

    /// <summary>Takes over what earlier runs learned; a damaged file is told, and learned anew.</summary>
    public void Load()
    {
        try
        {
            model.LoadBaselines(BaselineFile.Load(_file));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Failed(e);
        }
    }

    /// <summary>Works until cancelled, then saves.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(model.Stretch, time);
        var saved = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                model.Tick();
                if (time.GetElapsedTime(saved) >= SaveInterval)
                {
                    saved = time.GetTimestamp();
                    Save();
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Save();
        }
    }

    private void Save()
    {
        var learned = model.Learned();
        if (learned.Count == 0)
        {
            return;
        }

        try
        {
            BaselineFile.Save(_file, learned);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failed(e);
        }
    }

    private void Failed(Exception e)
    {
        components.Failed(Component, BaselineFailed);
        LogFailed(_file, e.Message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was learned of durations cannot be kept in {File}: {Reason}")]
    private partial void LogFailed(string file, string reason);
}
