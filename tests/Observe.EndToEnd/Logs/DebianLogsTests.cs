using System.Globalization;
using System.Net;
using System.Text.Json;
using Observe.EndToEnd.Harness;

namespace Observe.EndToEnd.Logs;

/// <summary>Logs as the programs of this very machine write them: no line is left unread that a person could read.</summary>
public sealed class DebianLogsTests : IDisposable
{
    private static readonly string[] OfPackages = ["/var/log/dpkg.log", "/var/log/apt/history.log", "/var/log/apt/term.log", "/var/log/alternatives.log"];

    private readonly TempDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Logs_of_the_package_manager_are_read_whole()
    {
        // On a machine that keeps none of them there is nothing to read; tests/run.sh installs packages, which writes all.
        var found = OfPackages.Where(File.Exists).ToList();
        foreach (var path in found)
        {
            File.Copy(path, Path.Combine(_home.Make("logs"), Path.GetFileName(path)));
        }

        _home.Write("logs/none.log", "2025-11-20 10:00:00 status installed nothing:all 1\n");
        var summary = await ProcessAsync();
        Assert.Equal(found.Count + 1, summary.GetProperty("files").GetInt32());
        AssertAllRead(summary);
        Assert.All(Formats(summary).Values, format => Assert.Equal("text", format));
    }

    [NeedsFact("nginx")]
    public async Task Logs_of_a_running_nginx_are_read_whole()
    {
        var port = FreePort.Find();
        _home.Make("logs");
        var configuration = _home.Write("nginx.conf", string.Create(CultureInfo.InvariantCulture, $$"""
            daemon off; master_process off; pid {{_home["nginx.pid"]}}; error_log {{_home["logs/error.log"]}} info;
            events {}
            http {
              access_log {{_home["logs/access.log"]}} combined;
              client_body_temp_path {{_home["b"]}}; proxy_temp_path {{_home["p"]}}; fastcgi_temp_path {{_home["f"]}}; uwsgi_temp_path {{_home["u"]}}; scgi_temp_path {{_home["s"]}};
              server {
                listen 127.0.0.1:{{port}}; root {{_home.Make("www")}};
                location /ok { return 200 "ok"; }
                location /moved { return 301 /ok; }
                location /dead { proxy_pass http://127.0.0.1:{{FreePort.Find()}}; }
              }
            }
            """));
        using (var nginx = new ChildProcess(Programs.Find("nginx")!, ["-c", configuration, "-p", _home.Path, "-e", _home["logs/error.log"]]))
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            await Eventually.TrueAsync(async () => await StatusAsync(client, "/ok") == HttpStatusCode.OK, TimeSpan.FromSeconds(20), () => nginx.Everything);
            Assert.Equal(HttpStatusCode.MovedPermanently, await StatusAsync(client, "/moved"));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "/missing?q=a%20b"));
            Assert.Equal(HttpStatusCode.BadGateway, await StatusAsync(client, "/dead"));
            nginx.Signal(ChildProcess.Terminate);
            await nginx.WaitAsync();
        }

        var summary = await ProcessAsync();
        AssertAllRead(summary);
        Assert.Equal(("access", "nginx_error"), (Formats(summary)["access.log"], Formats(summary)["error.log"]));
        var levels = summary.GetProperty("levels").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetInt64(), StringComparer.Ordinal);

        // Access: 200 and 301, 404, 502. Errors: the missing file and the refused connection.
        Assert.Equal((1, 3), (levels["warn"], levels["error"]));
        Assert.DoesNotContain("unknown", levels.Keys);
    }

    [NeedsRootFact("setpriv", "initdb", "postgres", "psql")]
    public async Task Logs_of_a_running_postgres_are_read_whole()
    {
        const UnixFileMode everyone = (UnixFileMode)0b111_111_111;
        File.SetUnixFileMode(_home.Path, everyone);
        File.SetUnixFileMode(_home.Make("logs"), everyone);
        var (data, port) = (_home["pg"], FreePort.Find().ToString(CultureInfo.InvariantCulture));
        await RunAsNobodyAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "--no-instructions");
        string[] settings = ["fsync=off", "listen_addresses=127.0.0.1", $"port={port}", $"unix_socket_directories={_home.Path}", "log_line_prefix=%m [%p] %q%u@%d ", "log_connections=on"];
        using (var server = AsNobody("postgres", ["-D", data, .. settings.SelectMany(s => new[] { "-c", s })]))
        {
            await Eventually.TrueAsync(() => Task.FromResult(server.Errors.Contains("ready to accept", StringComparison.Ordinal)), TimeSpan.FromSeconds(30), () => server.Everything);
            await RunAsNobodyAsync("psql", "-h", "127.0.0.1", "-p", port, "-U", "postgres", "-c", "select *\n  from missing");
            server.Signal(ChildProcess.Terminate);
            await server.WaitAsync();
            _home.Write("logs/postgresql.log", server.Errors);
        }

        var summary = await ProcessAsync();
        AssertAllRead(summary);
        var levels = summary.GetProperty("levels").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetInt64(), StringComparer.Ordinal);
        Assert.Equal(1, levels["error"]);
        Assert.True(levels["info"] > 5);

        // The statement of the error has lines of its own, which belong to it.
        Assert.DoesNotContain("unknown", levels.Keys);
    }

    [NeedsFact("journalctl")]
    public async Task Forms_of_the_journal_are_read_whole()
    {
        foreach (var form in new[] { "export", "json", "short", "short-iso", "short-precise", "short-full", "with-unit" })
        {
            using var journal = new ChildProcess(Programs.Find("journalctl")!, ["-n", "500", "--no-pager", "-q", "-o", form]);
            await journal.WaitAsync();
            _home.Write($"logs/{form}.log", journal.Output);
        }

        // Where no journal is kept these are the lines of one, and all there is.
        _home.Write("logs/kept.export.log", "__CURSOR=s=1;i=1\n__REALTIME_TIMESTAMP=1763632800123456\nPRIORITY=3\nSYSLOG_IDENTIFIER=ollama\nMESSAGE=model not found\n\n");
        _home.Write("logs/kept.json.log", """{"__REALTIME_TIMESTAMP":"1763632800123456","PRIORITY":"3","SYSLOG_IDENTIFIER":"ollama","MESSAGE":"model not found"}""" + "\n");
        _home.Write("logs/kept.short.log", "Nov 20 10:00:00 host ollama[7]: error: model not found\n");
        var summary = await ProcessAsync();
        AssertAllRead(summary);
        Assert.Equal("journal_export", Formats(summary)["kept.export.log"]);
        Assert.True(summary.GetProperty("levels").GetProperty("error").GetInt64() >= 3);
    }

    private ChildProcess AsNobody(string program, params IEnumerable<string> arguments) =>
        new(Programs.Find("setpriv")!, ["--reuid=65534", "--regid=65534", "--clear-groups", Programs.Find(program)!, .. arguments], _home.Path);

    private async Task RunAsNobodyAsync(string program, params IEnumerable<string> arguments)
    {
        using var run = AsNobody(program, arguments);
        var code = await run.WaitAsync();
        Assert.True(code == 0 || program == "psql", run.Everything);
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client, string path)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> Formats(JsonElement summary) => summary.GetProperty("by_file").EnumerateArray()
        .ToDictionary(f => Path.GetFileName(f.GetProperty("path").GetString())!, f => f.GetProperty("format").GetString()!, StringComparer.Ordinal);

    /// <summary>Empty lines say nothing to anybody.</summary>
    private static void AssertAllRead(JsonElement summary) =>
        Assert.DoesNotContain(summary.GetProperty("unparsed").EnumerateObject(), reason => reason.Name != "empty");

    private async Task<JsonElement> ProcessAsync()
    {
        var run = await new AgentProgram(_home).ProcessAsync([_home["logs/**/*.log"]], "--json");
        Assert.True(run.ExitCode == 0, run.Everything);
        return run.Json();
    }
}
