using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Activity;
using Observe.Agent.Cmr.Learning;
using Observe.Agent.Hosting;
using Observe.Agent.Metrics;
using Observe.Agent.Tests.Tokens;

namespace Observe.Agent.Tests.Hosting;

public sealed class CmrKeeperTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ComponentMetrics _components = new();
    private readonly SetTime _time = new("2026-11-21T08:00:00Z");

    public void Dispose()
    {
        _components.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_was_learned_is_there_after_a_restart()
    {
        var model = NewModel();
        var activity = new CmrActivity();
        activity.Layer(7)!.CaptureTimes.Add(0.02, 10);
        model.Take("app", activity);
        _time.Now += TimeSpan.FromSeconds(10);
        model.Tick();
        await EndAsync(NewKeeper(model));

        var restarted = NewModel();
        NewKeeper(restarted).Load();
        var (key, learned) = Assert.Single(restarted.Learned());
        Assert.Equal(new BaselineKey("app", "capture", 7), key);
        Assert.Equal((0.02, 1), (Math.Round(learned.Mean, 9), learned.Stretches));
    }

    [Fact]
    public async Task A_damaged_file_is_learned_anew_and_a_folder_that_cannot_be_written_is_borne()
    {
        _folder.Write(BaselineFile.Name, "no JSON");
        var model = NewModel();
        NewKeeper(model).Load();
        Assert.Empty(model.Learned());

        model.LoadBaselines([KeyValuePair.Create(new BaselineKey("app", "capture", 1), LearnedDuration.Of(1, 1, 1))]);
        await EndAsync(new CmrKeeper(model, _folder["none"], _components, _time, NullLogger<CmrKeeper>.Instance));
    }

    private static async Task EndAsync(CmrKeeper keeper)
    {
        using var end = new CancellationTokenSource();
        var running = keeper.RunAsync(end.Token);
        await end.CancelAsync();
        await running;
    }

    private CmrModel NewModel() => new(new CmrOptions(), _time);

    private CmrKeeper NewKeeper(CmrModel model) => new(model, _folder.Path, _components, _time, NullLogger<CmrKeeper>.Instance);
}
