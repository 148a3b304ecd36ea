using BenchmarkDotNet.Attributes;
using Observe.Agent.Parse;
using Observe.Agent.Parse.Patterns;
using Observe.Agent.Records;

namespace Observe.Benchmarks.Parse;

/// <summary>Nanoseconds a line, and bytes allocated a line (none), of reading a batch and of mining patterns.</summary>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private const int Lines = 1000;

    private readonly LogParser _parser;
    private readonly PatternMiner _miner = new(new PatternOptions(), TimeProvider.System);
    private readonly LogBatch _json = Batch(SampleLines.Json(Lines));
    private readonly LogBatch _text = Batch(SampleLines.Text(Lines));
    private readonly byte[][] _errors = SampleLines.Errors(Lines);

    public ParseBenchmarks()
    {
        var names = new NameTables();
        _parser = new LogParser(names, new ProviderClassifier(new ProviderOptions(), names));
    }

    [Benchmark(OperationsPerInvoke = Lines)]
    public void JsonLines() => _parser.Parse(_json);

    [Benchmark(OperationsPerInvoke = Lines)]
    public void PlainText() => _parser.Parse(_text);

    [Benchmark(OperationsPerInvoke = Lines)]
    public void Patterns()
    {
        var record = new LogRecord { UnixMilliseconds = 1 };
        foreach (var message in _errors)
        {
            _miner.Observe(record, message);
        }
    }

    private static LogBatch Batch(byte[][] lines)
    {
        var batch = new LogBatch { Source = new LogSource("app.log") };
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
}
