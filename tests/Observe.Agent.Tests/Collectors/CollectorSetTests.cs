using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class CollectorSetTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ManualTime _time = new();
    private readonly KeptLog _log = new();
    private ScriptedCollector? _first;
    private ScriptedCollector? _second;

    [Fact]
    public void A_scrape_reads_the_host_unless_the_last_reading_is_younger_than_a_second()
    {
        using var set = Two();
        set.Refresh();
        set.Refresh();
        Assert.Equal(1, _first!.Readings);
        _time.Advance(TimeSpan.FromSeconds(0.9));
        set.Refresh();
        Assert.Equal(1, _first.Readings);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        set.Refresh();
        Assert.Equal(2, _first.Readings);
    }

    [Fact]
    public void The_timer_reads_the_host_where_nobody_scrapes_and_not_where_somebody_does()
    {
        using var set = Two();
        _time.FireTimers();
        Assert.Equal(1, _first!.Readings);
        _time.Advance(Interval);
        _time.FireTimers();
        Assert.Equal(2, _first.Readings);
        _time.Advance(Interval / 2);
        set.Refresh();
        _time.Advance(Interval / 2);
        _time.FireTimers();
        Assert.Equal(3, _first.Readings);
    }

    [Fact]
    public void Collecting_alone_reads_nothing()
    {
        using var set = Two();
        Assert.Empty(Collected.From(set.Meter).Series);
        set.Refresh();
        _time.Advance(Interval);
        Assert.Equal(1, Collected.From(set.Meter)["first.readings"]);
        Assert.Equal(1, Collected.From(set.Meter)["first.readings"]);
    }

    [Fact]
    public void A_collector_that_fails_stops_no_other_and_its_metrics_are_gone_until_it_recovers()
    {
        using var set = Two();
        set.Refresh();
        _first!.Before = () => throw new InvalidDataException("the disk is on fire");
        Again(set);
        var read = Collected.From(set.Meter);
        Assert.Equal(0, read["observe.collector.success{collector=first}"]);
        Assert.Equal(1, read["observe.collector.success{collector=second}"]);
        Assert.True(read.Has("observe.collector.duration{collector=first}"));
        Assert.False(read.Has("first.readings"));
        Assert.Equal(2, read["second.readings"]);

        _first.Before = () => { };
        Again(set);
        read = Collected.From(set.Meter);
        Assert.Equal(1, read["observe.collector.success{collector=first}"]);
        Assert.Equal(3, read["first.readings"]);
    }

    [Fact]
    public void A_failure_is_logged_when_it_begins_and_when_it_ends()
    {
        using var set = Two();
        set.Refresh();
        _first!.Before = () => throw new InvalidDataException("the disk is on fire");
        Again(set);
        Again(set);
        Again(set);
        Assert.Equal(["Warning: Collector first fails; its metrics are missing until it recovers: the disk is on fire"], _log.Lines);
        _first.Before = () => { };
        Again(set);
        Again(set);
        Assert.Equal("Information: Collector first has recovered", _log.Lines[^1]);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void The_time_that_a_collector_takes_is_reported()
    {
        using var set = Two();
        _second!.Before = () => _time.Advance(TimeSpan.FromSeconds(0.25));
        set.Refresh();
        var read = Collected.From(set.Meter);
        Assert.Equal(0.25, read["observe.collector.duration{collector=second}"]);
        Assert.Equal(0, read["observe.collector.duration{collector=first}"]);
    }

    [Fact]
    public async Task Scrapes_at_the_same_time_share_one_reading()
    {
        using var set = Two();
        using var goOn = new ManualResetEventSlim();
        _first!.Before = goOn.Wait;
        var scrapes = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(set.Refresh, TaskCreationOptions.LongRunning)).ToList();
        goOn.Set();
        await Task.WhenAll(scrapes);
        Assert.Equal(1, _first.Readings);
    }

    [Fact]
    public async Task A_scrape_does_not_wait_for_ever_for_a_reading_that_hangs()
    {
        using var set = Two();
        using var begun = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        _first!.Before = () =>
        {
            begun.Set();
            goOn.Wait();
        };
        var hanging = Task.Factory.StartNew(set.Refresh, TaskCreationOptions.LongRunning);
        begun.Wait();
        await Task.Run(set.Refresh).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(hanging.IsCompleted);
        goOn.Set();
        await hanging;
    }

    [Fact]
    public void A_disposed_set_reads_and_reports_nothing()
    {
        var set = Two();
        set.Refresh();
        set.Dispose();
        _time.Advance(Interval);
        _time.FireTimers();
        set.Refresh();
        Assert.Equal(1, _first!.Readings);
        Assert.Empty(Collected.From(set.Meter).Series);
    }

    [Fact]
    public void On_a_system_without_proc_there_are_no_collectors_which_is_said_once()
    {
        using var set = CollectorSet.Create(new CollectorOptions(), _time, _log, files: null);
        set.Refresh();
        Again(set);
        Assert.Empty(Collected.From(set.Meter).Series);
        Assert.Contains("Linux only", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_enabled_collectors_run()
    {
        using var host = new HostFixture("host");
        using var set = CollectorSet.Create(
            new CollectorOptions { Enabled = ["load", "memory", "load"] }, _time, NullLoggerFactory.Instance, host.Files);
        set.Refresh();
        Assert.Equal(["observe.collector.success{collector=load}", "observe.collector.success{collector=memory}"],
            Collected.From(set.Meter).Of("observe.collector.success"));
    }

    [Fact]
    public void A_name_that_no_collector_has_is_refused_with_those_there_are()
    {
        using var host = new HostFixture("host");
        var refused = Assert.Throws<ArgumentException>(() => CollectorSet.Create(
            new CollectorOptions { Enabled = ["gpu"] }, _time, NullLoggerFactory.Instance, host.Files));
        Assert.Contains("\"gpu\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("filesystem", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_collector_can_be_enabled_by_its_name()
    {
        using var host = new HostFixture("host");
        using var set = CollectorSet.Create(new CollectorOptions(), _time, NullLoggerFactory.Instance, host.Files);
        set.Refresh();
        Assert.Equal(CollectorSet.Names.Select(n => $"observe.collector.success{{collector={n}}}").Order(StringComparer.Ordinal),
            Collected.From(set.Meter).Of("observe.collector.success"));
    }

    private CollectorSet Two() => new(Interval, _time, _log,
        [m => _first = new ScriptedCollector("first", m), m => _second = new ScriptedCollector("second", m)]);

    private void Again(CollectorSet set)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        set.Refresh();
    }
}
