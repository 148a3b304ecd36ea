using System.Text;
using Observe.Agent.Demo;
using Observe.Agent.Parse;
using Observe.Agent.Records;
using Observe.Agent.Tests.Parse;

namespace Observe.Agent.Tests.Demo;

/// <summary>The demo is worth something only if the agent's own parser finds in its lines what they say.</summary>
public sealed class DemoLinesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("observe-demo-").FullName;
    private readonly NameTables _names = new();
    private readonly LogParser _parser;

    public DemoLinesTests()
    {
        _parser = new LogParser(_names, new ProviderClassifier(new ProviderOptions(), _names));
        using var workload = new DemoWorkload(_directory, TimeProvider.System);
        workload.WriteBurst();
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("router.log")]
    [InlineData("ollama/server.log")]
    [InlineData("kimi/gateway.log")]
    [InlineData("anthropic/worker.log")]
    [InlineData("ippoc/brain.log")]
    [InlineData("scheduler.log")]
    public void Levels_providers_and_latencies_are_found(string file)
    {
        var batch = Parse(file);
        var records = batch.Records.ToArray();
        var understood = records.Where(r => r.Unparsed == UnparsedReason.None && r.Level != LogLevel.Unknown);

        Assert.All([LogLevel.Debug, LogLevel.Info, LogLevel.Warn, LogLevel.Error], level => Assert.Contains(records, r => r.Level == level));
        Assert.All(understood, r => Assert.NotEqual(0, r.Provider));
        Assert.All(understood, r => Assert.True(r.UnixMilliseconds > 0));
        Assert.Contains(records, r => r.LatencyMicroseconds > 0);
    }

    [Theory]
    [InlineData("router.log", 3)]
    [InlineData("ollama/server.log", 1)]
    [InlineData("kimi/gateway.log", 1)]
    [InlineData("anthropic/worker.log", 1)]
    public void Answers_have_a_model_and_tokens(string file, int providers)
    {
        var answers = Parse(file).Records.ToArray().Where(r => r.Level == LogLevel.Info).ToList();

        Assert.All(answers, r => Assert.True(r.HasTokens && r.Model != 0));
        Assert.Equal(providers, answers.Select(r => r.Provider).Distinct().Count());
    }

    [Fact]
    public void Only_the_line_cut_short_is_not_understood()
    {
        var reasons = DemoFiles().SelectMany(f => Parse(f).Records.ToArray()).Where(r => r.Unparsed != UnparsedReason.None).Select(r => r.Unparsed).ToList();

        Assert.NotEmpty(reasons);
        Assert.All(reasons, r => Assert.Equal(UnparsedReason.InvalidJson, r));
    }

    private IEnumerable<string> DemoFiles() =>
        Directory.EnumerateFiles(_directory, "*.log", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_directory, f));

    private LogBatch Parse(string file)
    {
        var path = Path.Combine(_directory, file);
        var batch = Parsed.BatchOf(new LogSource(path), [.. File.ReadLines(path).Select(Encoding.UTF8.GetBytes)]);
        _parser.Join(batch);
        _parser.Parse(batch);
        return batch;
    }
}
