using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Activity;
using Observe.Agent.Metrics;
using Observe.Agent.Tests.Tokens;
using Observe.Prometheus;

namespace Observe.Agent.Tests.Cmr;

public class CmrFamiliesTests
{
    [Fact]
    public void Scores_are_shown_while_something_is_measured_and_slowdowns_once_what_is_usual_is_known()
    {
        var time = new SetTime("2026-11-21T08:00:00Z");
        var model = new CmrModel(new CmrOptions(), time);
        var options = new PrometheusExporterOptions();
        PageNames.Configure(options);
        options.Sources.Add(new CmrFamilies(model.Report));
        var page = new PrometheusPage(options);
        for (var i = 0; i < 40; i++)
        {
            var activity = new CmrActivity();
            activity.Layer(3)!.CaptureTimes.Add(0.01, 10);
            model.Take("app", activity);
            time.Now += TimeSpan.FromSeconds(10);
            model.Tick();
        }

        var text = Text(page);
        Assert.Contains("observe_cmr_health_score_ratio{source=\"app\",component=\"system\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("observe_cmr_health_score_ratio{source=\"app\",component=\"capture\"} 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("component=\"retrieval\"", text, StringComparison.Ordinal);
        Assert.Contains("observe_cmr_slowdown_ratio{source=\"app\",component=\"capture\",cmr_layer=\"3\"}", text, StringComparison.Ordinal);

        time.Now += TimeSpan.FromMinutes(2);
        Assert.DoesNotContain("source=", Text(page), StringComparison.Ordinal);
    }

    private static string Text(PrometheusPage page)
    {
        using var to = new MemoryStream();
        page.Write(to);
        return System.Text.Encoding.UTF8.GetString(to.ToArray());
    }
}
