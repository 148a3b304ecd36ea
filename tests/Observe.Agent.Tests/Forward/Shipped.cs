using System.Buffers;
using System.Text;
using Observe.Agent.Forward;
using Observe.Agent.Forward.Destinations;
using Observe.Agent.Forward.Disk;
using Observe.Agent.Forward.Shipping;
using Observe.Agent.Metrics;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Forward;

/// <summary>Records on their whole way from a batch through a queue into the body of a request.</summary>
internal sealed class Shipped : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ComponentMetrics _components = new();
    private readonly DiskQueue _queue;

    public Shipped()
    {
        _queue = new DiskQueue("test", _folder["queue"], 64 * 1024 * 1024, committed: null, static () => { });
    }

    public static DateTimeOffset Now { get; } = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    public NameTables Names { get; } = new();

    public ForwardOptions Options { get; } = new() { Endpoint = "http://peer:1", Job = "ai" };

    public void Add(string file, params (long Time, LogLevel Level, string Provider, byte[] Line)[] records)
    {
        var batch = new LogBatch { Source = new LogSource(file) };
        foreach (var (time, level, provider, line) in records)
        {
            var start = batch.ByteCount;
            batch.Grow(start + line.Length + 1);
            line.CopyTo(batch.Bytes, start);
            batch.ByteCount += line.Length + 1;
            batch.Add(start, line.Length);
            ref var record = ref batch.Records[^1];
            record.UnixMilliseconds = time;
            record.Level = level;
            record.Provider = Names.Providers.Intern(provider);
            record.Category = Names.Categories.Intern("router");
            record.Model = Names.Models.Intern("llama-3.3");
            record.Pattern = 0xabc;
        }

        var shipper = new RecordShipper("test", _queue, Options, Names, static (text, output) => output.Write(text), new FixedTime(), _components);
        shipper.Prepare(batch);
        shipper.Consume(batch);
    }

    public async Task<(int Count, byte[] Body)> EncodeAsync(IDestination destination)
    {
        var end = _queue.Cut();
        _queue.Persist();
        _queue.Publish(end);
        var batch = new QueueBatch();
        await _queue.ReadAsync(batch, 32 * 1024 * 1024, CancellationToken.None);
        Assert.Equal(end, batch.End);
        var body = new ArrayBufferWriter<byte>();
        var count = destination.Encode(batch, body);
        return (count, body.WrittenSpan.ToArray());
    }

    public static byte[] Line(string text) => Encoding.UTF8.GetBytes(text);

    public void Dispose()
    {
        _queue.Dispose();
        _components.Dispose();
        _folder.Dispose();
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
