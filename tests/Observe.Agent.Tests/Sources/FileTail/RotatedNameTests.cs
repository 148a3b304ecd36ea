using Observe.Agent.Sources.FileTail.Finding;

namespace Observe.Agent.Tests.Sources.FileTail;

public class RotatedNameTests
{
    [Theory]
    [InlineData("app.log.1", "app.log")]
    [InlineData("app.log.12", "app.log")]
    [InlineData("app.log.2.gz", "app.log")]
    [InlineData("app.log.gz", "app.log")]
    [InlineData("app-2025-11-20.log.gz", "app-2025-11-20.log")]
    [InlineData("app.log-20251120", "app.log")]
    [InlineData("app.log.2025-11-20", "app.log")]
    [InlineData("syslog.1", "syslog")]
    [InlineData("app.log", null)]
    [InlineData("app2", null)]
    [InlineData("12345", null)]
    [InlineData(".1", null)]
    [InlineData("app-2025-11-20.log", null)]
    public void The_live_name_is_found_in_a_rotated_one(string name, string? live)
    {
        var length = RotatedName.LiveLength(name);
        Assert.Equal(live ?? "", name[..length]);
    }

    [Theory]
    [InlineData("logs/app.log", "archive/app.log.2.gz", true)]
    [InlineData("logs/app.log.1", "logs/app.log", true)]
    [InlineData("logs/app.log", "logs/web.log", false)]
    public void Names_that_differ_by_marks_of_rotation_are_related(string path, string other, bool related) =>
        Assert.Equal(related, RotatedName.AreRelated(path, other));
}
