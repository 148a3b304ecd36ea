using FsCheck;
using FsCheck.Fluent;
using Observe.Agent.Tokens;

namespace Observe.Agent.Tests.Tokens;

public class TokenCalendarTests
{
    private const long HourLength = 3_600_000;

    /// <summary>Half hours, summer time at midnight, half an hour of summer time, both sides of the date line, a change of offset for good.</summary>
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "Asia/Beirut", "America/Havana",
        "Africa/Cairo", "America/Asuncion", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Atlantic/Azores", "Antarctica/Troll", "Asia/Pyongyang",
    ];

    private static readonly long First = SetTime.Milliseconds("2015-01-01");
    private static readonly long Last = SetTime.Milliseconds("2030-01-01");

    [Fact]
    public void Every_moment_is_in_one_hour_of_one_day_of_one_month()
    {
        var moments = from zone in Gen.Elements(Zones)
                      from at in Gen.OneOf(Between(First, Last), NearAChange(zone))
                      select (zone, at);
        Prop.ForAll(Arb.From(moments), m =>
        {
            var calendar = Calendar(m.zone);
            var (hour, day, month) = (calendar.HourOf(m.at), calendar.DayOf(m.at), calendar.MonthOf(m.at));
            Assert.True(hour.Contains(m.at) && day.Contains(m.at) && month.Contains(m.at));
            Assert.True(day.Start <= hour.Start && hour.End <= day.End, $"{m} {hour} {day}");
            Assert.True(month.Start <= day.Start && day.End <= month.End);
            Assert.InRange(hour.End - hour.Start, 1, HourLength);

            // The neighbours join on without a gap, and every moment of a span gives the same span.
            Assert.Equal(hour.Start, calendar.HourOf(hour.Start - 1).End);
            Assert.Equal(hour, calendar.HourOf(hour.Start));
            Assert.Equal(hour, calendar.HourOf(hour.End - 1));
            Assert.Equal(day, calendar.DayOf(day.Start));
            Assert.Equal(day, calendar.DayOf(day.End - 1));
            Assert.Equal(calendar.DateOf(m.at), calendar.DateOf(day.Start));
            Assert.NotEqual(calendar.DateOf(m.at), calendar.DateOf(day.End));
            Assert.Equal((calendar.DateOf(m.at).Year, calendar.DateOf(m.at).Month), (calendar.DateOf(month.Start).Year, calendar.DateOf(month.Start).Month));
            Assert.NotEqual(calendar.DateOf(m.at).Month, calendar.DateOf(month.End).Month);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29 12:00", 23)]
    [InlineData("Europe/Berlin", "2026-10-25 12:00", 25)]
    [InlineData("Europe/Berlin", "2026-06-01 12:00", 24)]
    [InlineData("America/Havana", "2026-03-08 12:00", 23)]
    [InlineData("America/Havana", "2026-11-01 12:00", 25)]
    public void A_day_on_which_the_clock_is_set_is_shorter_or_longer(string zone, string at, int hours)
    {
        var day = Calendar(zone).DayOf(SetTime.Milliseconds(at));
        Assert.Equal(hours * HourLength, day.End - day.Start);
    }

    [Fact]
    public void A_day_of_half_hours_begins_when_the_clock_says_so()
    {
        var calendar = Calendar("Asia/Kolkata");
        Assert.Equal(SetTime.Milliseconds("2026-11-20 18:30"), calendar.DayOf(SetTime.Milliseconds("2026-11-21 10:00")).Start);
        Assert.Equal(SetTime.Milliseconds("2026-11-21 09:30"), calendar.HourOf(SetTime.Milliseconds("2026-11-21 10:00")).Start);
        Assert.Equal(SetTime.Milliseconds("2026-10-31 18:30"), calendar.MonthOf(SetTime.Milliseconds("2026-11-21 10:00")).Start);
    }

    /// <summary>The hour between two and three comes twice on this night: they are two hours.</summary>
    [Fact]
    public void The_hour_that_comes_twice_is_two_hours()
    {
        var calendar = Calendar("Europe/Berlin");
        var (first, second) = (calendar.HourOf(SetTime.Milliseconds("2026-10-25 00:30")), calendar.HourOf(SetTime.Milliseconds("2026-10-25 01:30")));
        Assert.Equal(first.End, second.Start);
        Assert.Equal((HourLength, HourLength), (first.End - first.Start, second.End - second.Start));
    }

    private static TokenCalendar Calendar(string zone) => new(TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static Gen<long> Between(long first, long last) =>
        from high in Gen.Choose(0, int.MaxValue) from low in Gen.Choose(0, int.MaxValue) select first + (long)(((ulong)high << 31 | (uint)low) % (ulong)(last - first));

    /// <summary>Within a day of a moment at which the offset changes.</summary>
    private static Gen<long> NearAChange(string zone)
    {
        var of = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var changes = new List<long>();
        for (var day = First; day < Last; day += 24 * HourLength)
        {
            if (of.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(day)) != of.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(day + (24 * HourLength))))
            {
                changes.Add(day);
            }
        }

        return changes.Count == 0 ? Gen.Constant(First) : from change in Gen.Elements<long>(changes) from offset in Between(0, 24 * HourLength) select change + offset;
    }
}
