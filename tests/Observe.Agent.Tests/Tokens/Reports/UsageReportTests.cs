using Observe.Agent.Records.Usage;
using Observe.Agent.Tokens;
using Observe.Agent.Tokens.Prices;
using Observe.Agent.Tokens.Reports;

namespace Observe.Agent.Tests.Tokens.Reports;

public sealed class UsageReportTests
{
    [Fact]
    public async Task Hours_stand_in_their_order_also_in_the_night_in_which_the_clock_is_set_back()
    {
        var calendar = new TokenCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var rows = new[] { "2026-10-25 02:00:00", "2026-10-25 00:00:00", "2026-10-25 01:00:00" }.Select(t => Row(SetTime.Milliseconds(t))).ToList();
        var report = await UsageReport.ReadAsync(
            new Rows(rows), new PriceTable([]), calendar, SetTime.Parse("2026-10-25 02:30:00"), 24, ReportBy.Hour, CancellationToken.None);
        Assert.Equal(
            ["2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"],
            report.Groups.Select(g => g.Names.Single().Value));
    }

    private static TokenCount Row(long hour) => new(new TokenHour(hour, "openai", "gpt-4o", "chat", TokenType.Input, TokenOrigin.Api, false), 1);

    private sealed class Rows(IReadOnlyList<TokenCount> rows) : IUsageLedger
    {
        public Task<IReadOnlyList<TokenCount>> ReadAsync(long from, long to, CancellationToken cancellation) => Task.FromResult(rows);
    }
}
