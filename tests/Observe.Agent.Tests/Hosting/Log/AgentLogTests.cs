using Microsoft.Extensions.Logging;
using Observe.Agent.Hosting.Log;

namespace Observe.Agent.Tests.Hosting.Log;

public class AgentLogTests
{
    [Fact]
    public void An_event_is_one_line_of_time_level_component_and_message()
    {
        Assert.Equal(
            "2026-11-21T08:00:00.123Z warn  Tailer: 3 files\n",
            Written(LogThreshold.Info, log => log.CreateLogger("Observe.Agent.Sources.FileTail.Tailer").LogWarning("{Count} files", 3)));
    }

    [Fact]
    public void What_comes_from_outside_can_forge_no_line_and_drive_no_terminal()
    {
        var line = Written(LogThreshold.Info, log => log.CreateLogger("x").LogInformation("{Path}", "a\nfatal x: b\r\e[2J\tc"));
        Assert.Equal("2026-11-21T08:00:00.123Z info  x: a\\nfatal x: b \\u001b[2J c\n", line);
    }

    [Fact]
    public void An_exception_stays_on_the_line_and_carries_its_stack_with_debug_alone()
    {
        var fault = Assert.Throws<InvalidOperationException>(new Action(() => throw new InvalidOperationException("no\nway")));
        var brief = Written(LogThreshold.Info, log => log.CreateLogger("x").LogError(fault, "failed"));
        var whole = Written(LogThreshold.Debug, log => log.CreateLogger("x").LogError(fault, "failed"));

        Assert.Equal("2026-11-21T08:00:00.123Z error x: failed: InvalidOperationException: no\\nway\n", brief);
        Assert.Contains(nameof(An_exception_stays_on_the_line_and_carries_its_stack_with_debug_alone), whole);
        Assert.Equal(1, whole.Count(c => c == '\n'));
    }

    [Theory]
    [InlineData("Debug", 4)]
    [InlineData("Info", 3)]
    [InlineData("Warn", 2)]
    [InlineData("Error", 1)]
    public void Less_than_the_least_level_is_not_shown(string level, int lines)
    {
        var written = Written(Enum.Parse<LogThreshold>(level), log =>
        {
            var logger = log.CreateLogger("x");
            logger.LogDebug("d");
            logger.LogInformation("i");
            logger.LogWarning("w");
            logger.LogError("e");
        });
        Assert.Equal(lines, written.Count(c => c == '\n'));
    }

    [Fact]
    public void The_web_server_speaks_only_to_warn()
    {
        var written = Written(LogThreshold.Debug, log =>
        {
            log.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").LogInformation("connection");
            log.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").LogWarning("slow");
        });
        Assert.EndsWith("warn  Kestrel: slow\n", written);
        Assert.Equal(1, written.Count(c => c == '\n'));
    }

    [Fact]
    public void Colours_touch_the_level_alone()
    {
        Assert.Equal(
            "2026-11-21T08:00:00.123Z \e[31merror\e[0m x: no\n",
            Written(LogThreshold.Info, log => log.CreateLogger("x").LogError("no"), colours: true));
    }

    private static string Written(LogThreshold level, Action<ILoggerFactory> say, bool colours = false)
    {
        using var writer = new StringWriter();
        using (var log = AgentLog.Create(new LogOptions { Level = level }, writer, new FixedTime(), colours))
        {
            say(log);
        }

        return writer.ToString();
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 8, 0, 0, 123, TimeSpan.Zero);
    }
}
