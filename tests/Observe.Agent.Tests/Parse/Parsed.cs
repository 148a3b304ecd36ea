using System.Text;
using Observe.Agent.Parse;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse;

/// <summary>A parser with its tables, and what it made of some lines, with the ids looked up.</summary>
internal sealed class Parsed
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly NameTables _names = new();
    private readonly LogParser _parser;

    public Parsed(ProviderOptions? options = null) =>
        _parser = new LogParser(_names, new ProviderClassifier(options ?? new ProviderOptions(), _names), new Clock());

    public LogBatch Batch { get; private set; } = new();

    public NameTables Names => _names;

    public static Line One(string line, string path = "app.log") => new Parsed().Read(path, line)[0];

    public static Line[] All(string path, params string[] lines) => new Parsed().Read(path, lines);

    public Line[] Read(string path, params string[] lines) => Read(new LogSource(path), [.. lines.Select(Encoding.UTF8.GetBytes)]);

    public Line[] Read(LogSource source, params byte[][] lines)
    {
        Batch = BatchOf(source, lines);
        _parser.Parse(Batch);
        return [.. Enumerable.Range(0, Batch.Count).Select(i => new Line(this, Batch, Batch.Records[i]))];
    }

    public void Parse(LogBatch batch) => _parser.Parse(batch);

    public static LogBatch BatchOf(LogSource source, params byte[][] lines)
    {
        var batch = new LogBatch { Source = source };
        batch.Grow(lines.Sum(l => l.Length + 1));
        var at = 0;
        foreach (var line in lines)
        {
            line.CopyTo(batch.Bytes, at);
            batch.Add(at, line.Length);
            at += line.Length;
            batch.Bytes[at++] = (byte)'\n';
        }

        batch.ByteCount = at;
        return batch;
    }

    internal sealed record Line(Parsed Parsed, LogBatch Batch, LogRecord Record)
    {
        public LogLevel Level => Record.Level;

        public UnparsedReason Unparsed => Record.Unparsed;

        public string Provider => Parsed.Names.Providers[Record.Provider];

        public string Category => Parsed.Names.Categories[Record.Category];

        public string Model => Parsed.Names.Models[Record.Model];

        public string Message => Encoding.UTF8.GetString(Batch.Message(Record));

        public string Time => Record.UnixMilliseconds == 0
            ? ""
            : DateTimeOffset.FromUnixTimeMilliseconds(Record.UnixMilliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", null);

        public long Latency => Record.LatencyMicroseconds;

        /// <summary>Input, output, cache read, cache write, reasoning.</summary>
        public (long Input, long Output, long Read, long Written, long Reasoning) Tokens =>
            (Record.InputTokens, Record.OutputTokens, Record.CacheReadTokens, Record.CacheWriteTokens, Record.ReasoningTokens);
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
