using System.Net;
using Microsoft.AspNetCore.Builder;
using Observe.Instrumentation.Alerts;
using Observe.Instrumentation.Tests.Cmr;

namespace Observe.Instrumentation.Tests.Alerts;

public class AlertCenterTests
{
    private static readonly string[] Levels = ["Warning", "Error", "Critical"];

    private readonly ManualTime _time = new();
    private readonly Monitors.Inbox _inbox = new();

    [Fact]
    public async Task A_broken_rule_is_told_at_once_then_escalates_after_30_and_300_seconds()
    {
        using var alerts = Make();
        for (var second = 0; second <= 400; second++)
        {
            alerts.Report("r", AlertSeverity.Warning, $"at {second}");
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await alerts.FlushAsync();
        Assert.Equal(["at 0", "at 30", "at 300"], _inbox.Alerts.Select(a => a.Message));
        Assert.Equal([AlertSeverity.Warning, AlertSeverity.Error, AlertSeverity.Critical], _inbox.Alerts.Select(a => a.Severity));
        Assert.Equal([0, 1, 2], _inbox.Alerts.Select(a => a.Escalation));
        Assert.Single(_inbox.Alerts.Select(a => a.ActiveSince).Distinct());
        Assert.Equal(2, Assert.Single(alerts.Active).Escalation);
    }

    [Fact]
    public async Task A_rule_that_breaks_again_within_the_cooldown_is_told_only_after_it()
    {
        using var alerts = Make();
        alerts.Report("r", AlertSeverity.Warning, "first");
        _time.Advance(TimeSpan.FromSeconds(5));
        alerts.Report("r", null, "fine");
        for (var second = 10; second <= 95; second += 5)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            alerts.Report("r", AlertSeverity.Warning, $"again at {second}");
        }

        await alerts.FlushAsync();
        Assert.Equal(["first", "fine", "again at 60", "again at 90"], _inbox.Alerts.Select(a => a.Message));
        Assert.Equal([false, true, false, false], _inbox.Alerts.Select(a => a.IsResolved));
    }

    [Fact]
    public async Task A_rule_that_gets_worse_is_told_at_once()
    {
        using var alerts = Make();
        alerts.Report("r", AlertSeverity.Warning, "bad");
        alerts.Report("r", AlertSeverity.Warning, "still bad");
        alerts.Report("r", AlertSeverity.Critical, "worse");
        await alerts.FlushAsync();
        Assert.Equal(["bad", "worse"], _inbox.Alerts.Select(a => a.Message));
    }

    [Fact]
    public async Task Rules_know_nothing_of_each_other_and_kept_ones_are_silent()
    {
        using var alerts = Make();
        alerts.Report("a", AlertSeverity.Warning, "a");
        alerts.Report("b", AlertSeverity.Error, "b");
        alerts.Report("c", null, "fine");
        await alerts.FlushAsync();
        Assert.Equal(["a", "b"], _inbox.Alerts.Select(a => a.Rule));
    }

    [Fact]
    public async Task A_channel_that_throws_or_hangs_stops_no_other()
    {
        using var alerts = Make(o =>
        {
            o.Channels.Insert(0, new Broken(() => throw new InvalidOperationException("no")));
            o.Channels.Insert(0, new Broken(() => Task.FromException(new IOException("no"))));
        });
        alerts.Report("r", AlertSeverity.Warning, "bad");
        await alerts.FlushAsync();
        Assert.Single(_inbox.Alerts);
        Assert.Equal(2, alerts.Failures);
    }

    [Fact]
    public async Task Alerts_beyond_the_queue_are_counted_and_never_wait()
    {
        using var release = new SemaphoreSlim(0);
        using var alerts = Make(o => o.Channels.Insert(0, new Broken(() => release.WaitAsync())));
        for (var i = 0; i < 400; i++)
        {
            alerts.Report($"rule {i}", AlertSeverity.Warning, "bad");
        }

        Assert.InRange(alerts.Dropped, 400 - 256 - 1, 400 - 256);
        release.Release(400);
        await alerts.FlushAsync();
        Assert.Equal(400 - alerts.Dropped, _inbox.Alerts.Count);
    }

    [Fact]
    public async Task An_alert_reaches_the_logger_with_its_rule()
    {
        var log = new ListLogger();
        await using (var alerts = new AlertCenter(new AlertOptions { Console = false }, log, _time))
        {
            alerts.Report("r", AlertSeverity.Warning, "1");
            _time.Advance(TimeSpan.FromSeconds(31));
            alerts.Report("r", AlertSeverity.Warning, "2");
            _time.Advance(TimeSpan.FromSeconds(301));
            alerts.Report("r", AlertSeverity.Warning, "3");
        }

        Assert.Equal(Levels, log.Entries.Select(e => e.Level.ToString()));
        Assert.All(log.Entries, e => Assert.Equal("r", e.Values["Rule"]));
        Assert.Contains("Alert r: 2 (escalation 1", log.Entries[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_reaches_a_webhook_as_json_and_a_refusal_is_a_failure()
    {
        var bodies = new List<string>();
        await using var server = await LocalServer.StartAsync(app => app.MapPost("/hook", async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            bodies.Add(await reader.ReadToEndAsync());
            context.Response.StatusCode = bodies.Count == 1 ? (int)HttpStatusCode.OK : (int)HttpStatusCode.InternalServerError;
        }));
        using var alerts = Make(o => o.Webhook = new Uri(server.Address, "/hook"));
        alerts.Report("cmr.capture.latency", AlertSeverity.Critical, "slow");
        await alerts.FlushAsync();
        Assert.Equal(0, alerts.Failures);
        Assert.Contains("\"rule\":\"cmr.capture.latency\",\"severity\":\"critical\",\"message\":\"slow\"", bodies[0], StringComparison.Ordinal);

        alerts.Report("other", AlertSeverity.Warning, "x");
        await alerts.FlushAsync();
        Assert.Equal(1, alerts.Failures);
    }

    [Fact]
    public async Task The_console_gets_a_line_an_alert()
    {
        using var writer = new StringWriter();
        var channel = new ConsoleAlertChannel(writer);
        await channel.SendAsync(new Alert("r", AlertSeverity.Error, "two\nlines", _time.GetUtcNow(), _time.GetUtcNow(), 1, false), CancellationToken.None);
        Assert.Equal($"2026-11-21T12:00:00Z ERROR (escalation 1) r: two lines{Environment.NewLine}", writer.ToString());
    }

    [Fact]
    public async Task Alerts_that_are_off_are_silent()
    {
        using var alerts = Make(o => o.Enabled = false);
        alerts.Report("r", AlertSeverity.Critical, "bad");
        await alerts.FlushAsync();
        Assert.Empty(_inbox.Alerts);
        Assert.Empty(alerts.Active);
    }

    private AlertCenter Make(Action<AlertOptions>? configure = null)
    {
        var options = new AlertOptions { Console = false, Channels = { _inbox } };
        configure?.Invoke(options);
        return new AlertCenter(options, logger: null, _time);
    }

    private sealed class Broken(Func<Task> send) : IAlertChannel
    {
        public Task SendAsync(Alert alert, CancellationToken cancellation) => send();
    }
}
