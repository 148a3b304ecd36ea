using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse.Plain;

public class PlainHeadTests
{
    [Theory]
    [InlineData("2025-11-20 10:00:00,123 INFO [groq] ready", LogLevel.Info, "", "ready")]
    [InlineData("2025-11-20 10:00:00 - app.worker - WARNING - disk nearly full", LogLevel.Warn, "app.worker", "disk nearly full")]
    [InlineData("2025-11-20 10:00:00 root ERROR boom", LogLevel.Error, "", "boom")]
    [InlineData("WARNING:app.worker:disk nearly full", LogLevel.Warn, "app.worker", "disk nearly full")]
    [InlineData("2025-11-20 10:00:00.123 | ERROR    | app.main:run:12 - boom", LogLevel.Error, "app.main:run:12", "boom")]
    [InlineData("[2025-11-20 10:00:00] [error] boom", LogLevel.Error, "", "boom")]
    [InlineData("[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok", LogLevel.Info, "", "workerEnv.init() ok")]
    [InlineData("2025/11/20 10:11:12 [error] 123#0: *1 open() failed", LogLevel.Error, "", "open() failed")]
    [InlineData("2015-10-18 18:01:47,978 INFO [main] org.apache.MRAppMaster: Created", LogLevel.Info, "org.apache.MRAppMaster", "Created")]
    [InlineData("2015-10-18 18:01:47,978 WARN [IPC Server handler 1] org.apache.Server: slow", LogLevel.Warn, "org.apache.Server", "slow")]
    [InlineData("2026-05-20 10:11:12.123 UTC [123] LOG:  starting PostgreSQL", LogLevel.Info, "", "starting PostgreSQL")]
    [InlineData("2026-05-20 10:11:12.123 UTC [77] postgres@db ERROR:  relation \"x\" does not exist", LogLevel.Error, "", "relation \"x\" does not exist")]
    [InlineData("2026-05-20 10:11:12.123 UTC [77] [unknown]@[unknown] LOG:  connection received: host=127.0.0.1", LogLevel.Info, "", "connection received: host=127.0.0.1")]
    [InlineData("2025-11-20 10:00:00 ERROR context_length_exceeded: 9000 tokens", LogLevel.Error, "", "context_length_exceeded: 9000 tokens")]
    [InlineData("2025-11-20 10:00:00 ERROR openai.RateLimitError: slow down", LogLevel.Error, "", "openai.RateLimitError: slow down")]
    [InlineData("2025-11-20 10:00:00 ERROR dfs.DataNode: lost", LogLevel.Error, "dfs.DataNode", "lost")]
    [InlineData("Nov 21 07:30:51 host sshd[12]: Accepted key", LogLevel.Unknown, "sshd", "Accepted key")]
    [InlineData("Nov 21 07:30:51 host sshd(pam_unix)[12]: check pass", LogLevel.Unknown, "sshd", "check pass")]
    [InlineData("<11>Nov 21 07:30:51 host app: out of memory", LogLevel.Error, "app", "out of memory")]
    [InlineData("<14>Nov 21 07:30:51 host app[1]: error: out of memory", LogLevel.Error, "app", "out of memory")]
    [InlineData("<3>kernel panic", LogLevel.Error, "", "kernel panic")]
    [InlineData("adduser: Warning: The home directory", LogLevel.Warn, "adduser", "The home directory")]
    [InlineData("error: no such file", LogLevel.Error, "", "no such file")]
    [InlineData("W: Failed to fetch", LogLevel.Warn, "", "Failed to fetch")]
    [InlineData("fail: Microsoft.Hosting.Lifetime[14]", LogLevel.Error, "Microsoft.Hosting.Lifetime", "Microsoft.Hosting.Lifetime[14]")]
    [InlineData("2025-11-20T10:00:00Z error opening file", LogLevel.Error, "", "opening file")]
    [InlineData("something happened level=warn here", LogLevel.Warn, "", "something happened level=warn here")]
    public void Heads_of_common_loggers(string line, object level, string category, string message)
    {
        var read = Parsed.One(line);
        Assert.Equal(((LogLevel)level, category, message), (read.Level, read.Category, read.Message.TrimStart()));
    }

    [Theory]
    [InlineData("2025-06-24 14:36:40 install liberror-perl:all <none> 0.17029-2")]
    [InlineData("2025-06-24 14:36:40 status half-configured libgpg-error-dev:amd64 1.46-1")]
    [InlineData("Selecting previously unselected package liberror-perl.")]
    [InlineData("Setting up liberror-prone-java (2.18.0-1) ...")]
    [InlineData("Failed to open connection to \"system\" message bus")]
    [InlineData("No error occurred")]
    [InlineData("the ERROR counter was reset")]
    [InlineData("Log started: 2025-06-24  14:36:25")]
    [InlineData("config: loaded from disk")]
    [InlineData("http: server closed")]
    [InlineData("fc-cache: succeeded")]
    [InlineData("zip done level=9")]
    [InlineData("[section] error handling")]
    [InlineData("/usr/share/fonts: skipping, existing cache is valid")]
    public void No_level_is_guessed_out_of_prose(string line) => Assert.Equal(LogLevel.Unknown, Parsed.One(line).Level);

    [Theory]
    [InlineData("Start-Date: 2025-06-24  14:36:25", "2025-06-24T14:36:25.000", "")]
    [InlineData("Log ended: 2025-06-24  14:36:25", "2025-06-24T14:36:25.000", "")]
    [InlineData("2025-06-24 14:36:25 startup archives unpack", "2025-06-24T14:36:25.000", "")]
    [InlineData("update-alternatives 2025-06-24 14:36:53: run with --quiet", "2025-06-24T14:36:53.000", "update-alternatives")]
    [InlineData("127.0.0.1 - - [20/Nov/2025:10:11:12 +0000] \"GET / HTTP/1.1\" 200 5", "2025-11-20T10:11:12.000", "")]
    [InlineData("Unpacking libc6:amd64 (2.36-9+deb12u10) ...", "", "")]
    public void Times_of_debians_logs(string line, string time, string category)
    {
        var read = Parsed.One(line);
        Assert.Equal((time, category), (read.Time, read.Category));
    }

    [Fact]
    public void Pairs_in_prose_give_fields()
    {
        var line = Parsed.One("served model=\"gpt-4o mini\", prompt_tokens=5, completion_tokens=6; (latency=1.5s) provider=openai status=200 time=12 msg=no");
        Assert.Equal("gpt-4o mini", line.Model);
        Assert.Equal((5, 6, 0, 0, 0), line.Tokens);
        Assert.Equal(1_500_000, line.Latency);
        Assert.Equal("openai", line.Provider);
        Assert.Equal(LogLevel.Info, line.Level);
        Assert.Equal("", line.Time);
        Assert.StartsWith("served", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_is_found_wherever_it_stands()
    {
        for (var before = 0; before < 200; before++)
        {
            var line = Parsed.One(new string('x', before) + " prompt_tokens=12345 " + new string('y', before));
            Assert.Equal(12345, line.Record.InputTokens);
        }
    }

    [Fact]
    public void The_keys_of_the_line_before_do_not_leak_into_the_next()
    {
        var lines = Parsed.All(
            "app.log",
            "a message that is long enough, prompt_tokens=1 completion_tokens=2",
            "a message that is long enough, prompt_tokens=3 completion_tokens=4",
            "a message that is long enough, xprompt_tokens=5 completion_tokens=6",
            "a message that is long enough, completion_tokens=7 prompt_tokens=8",
            "a message that is long enough prompt_tokens=9 model=\"x completion_tokens=10\"",
            "prompt_tokens=11");
        Assert.Equal([(1, 2), (3, 4), (0, 6), (8, 7), (9, 0), (11, 0)], lines.Select(l => ((int)l.Tokens.Input, (int)l.Tokens.Output)));
    }
}
