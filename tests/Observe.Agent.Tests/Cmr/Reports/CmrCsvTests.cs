using Observe.Agent.Cmr;
using Observe.Agent.Cmr.Activity;
using Observe.Agent.Cmr.Reports;
using Observe.Agent.Tests.Tokens;

namespace Observe.Agent.Tests.Cmr.Reports;

public class CmrCsvTests
{
    private readonly SetTime _time = new("2026-11-21T08:00:00Z");
    private readonly CmrModel _model;

    public CmrCsvTests()
    {
        _model = new CmrModel(new CmrOptions(), _time);
        var activity = new CmrActivity();
        activity.Layer(3)!.CaptureTimes.Add(5, 12);
        activity.CountErrors(CmrComponent.Capture, 3);
        _model.Take("=my,\"app\"", activity);
        _time.Now += TimeSpan.FromSeconds(10);
        _model.Tick();
    }

    [Fact]
    public void Figures_over_time_have_a_heading_each()
    {
        var lines = Lines(CmrCsv.WriteTimeSeries);

        Assert.Equal(2, lines.Length);
        Assert.StartsWith("timestamp,source,health_score,captures_per_second,avg_capture_time,p95_capture_time,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2026-11-21T08:00:10.000Z,\"'=my,\"\"app\"\"\",0.020", lines[1], StringComparison.Ordinal);
        Assert.Equal(lines[0].Count(c => c == ','), lines[1].Count(c => c == ',') - 1);
    }

    [Fact]
    public void Components_are_told_with_what_is_wrong()
    {
        var lines = Lines(CmrCsv.WriteComponents);

        Assert.Equal("timestamp,source,component,score,status,reasons", lines[0]);
        Assert.Equal(1 + CmrComponent.All.Count, lines.Length);
        Assert.Contains(lines, l => l.Contains(",capture,0.02", StringComparison.Ordinal) && l.EndsWith("3 errors, a rate of 0.25; the threshold is 0.05\"", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.EndsWith(",retrieval,,unknown,", StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_are_told_by_component() =>
        Assert.Equal(["timestamp,source,component,errors", "2026-11-21T08:00:10.000Z,\"'=my,\"\"app\"\"\",capture,3"], Lines(CmrCsv.WriteErrors));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("a \"b\", c", "\"a \"\"b\"\", c\"")]
    [InlineData("plain", "plain")]
    public void No_name_becomes_a_formula_or_another_cell(string name, string cell)
    {
        var model = new CmrModel(new CmrOptions(), _time);
        var activity = new CmrActivity();
        activity.CountErrors(CmrComponent.Capture, 1);
        model.Take(name, activity);
        _time.Now += TimeSpan.FromSeconds(10);
        model.Tick();
        using var csv = new StringWriter();
        CmrCsv.WriteErrors(csv, model);

        Assert.EndsWith($"Z,{cell},capture,1\r\n", csv.ToString(), StringComparison.Ordinal);
    }

    private string[] Lines(Action<TextWriter, CmrModel> export)
    {
        using var csv = new StringWriter();
        export(csv, _model);
        return csv.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
