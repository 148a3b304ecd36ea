using Microsoft.Extensions.Logging;
using Observe.Agent.Hosting;
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

    [Fact]
    public void As_JSON_each_event_is_one_object()
    {
        var fault = new InvalidOperationException("no\nway");
        using var writer = new StringWriter();
        using (var log = AgentLog.Create(new LogOptions { Format = LogOutput.Json }, writer, new FixedTime(), colours: true))
        {
            log.CreateLogger("Observe.Agent.X").LogError(fault, "{Path} failed {Times} times", "a \"b\"", 3);
        }

        Assert.Equal(
            """{"time":"2026-11-21T08:00:00.123Z","level":"error","component":"X","message":"a \"b\" failed 3 times","error":"InvalidOperationException: no\nway"}""" + "\n",
            writer.ToString());
    }

    [Fact]
    public void The_file_gets_the_same_lines_without_colours_and_rolls_over_within_its_limits()
    {
        using var folder = new TemporaryFolder();
        var options = new LogOptions { File = folder["own/observe.log"], FileBytes = 64 * 1024, FileCount = 3 };
        using (var log = AgentLog.Create(options, TextWriter.Null, new FixedTime(), colours: true))
        {
            var logger = log.CreateLogger("x");
            logger.LogInformation("first");
            Assert.Equal("2026-11-21T08:00:00.123Z info  x: first\n", ReadShared(folder["own/observe.log"]));
            for (var i = 0; i < 5000; i++)
            {
                logger.LogInformation("message {Number} of the long run of messages that fills files", i);
            }
        }

        var files = Directory.GetFiles(folder["own"]);
        Assert.Equal(3, files.Length);
        Assert.All(files, f => Assert.InRange(new FileInfo(f).Length, 1, 65 * 1024));
        Assert.EndsWith("message 4999 of the long run of messages that fills files\n", File.ReadAllText(files.Order(StringComparer.Ordinal).Last()));
        var names = Observe.Agent.Sources.FileTail.Finding.Glob.In(folder["own"], LogFile.NamesOf(options.File));
        Assert.All(files, f => Assert.True(names.Matches(Path.GetFileName(f))));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_told_at_once()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file", "in the way");
        var fault = Assert.Throws<StartupException>(() => AgentLog.Create(new LogOptions { File = folder["file/observe.log"] }, TextWriter.Null, TimeProvider.System, colours: false));
        Assert.Contains("log.file", fault.Message);
    }

    private static string ReadShared(string path)
    {
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return file.ReadToEnd();
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
