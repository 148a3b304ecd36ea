using System.Diagnostics;
using Observe.Agent.Metrics;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp.Views;
using Observe.Agent.Sources.Otlp.Logs;

namespace Observe.Agent.Hosting.Pushes;

/// <summary>
/// Reads log records that apps push as <see cref="FileReader"/> reads lines of files. A body is read as a line of its own first,
/// in whatever format the app writes; what the record says itself, by fields and attributes, goes before. One request at a time.
/// </summary>
internal sealed class LogPushReader(LogCounter counter, PushedCalls calls, int maxLineBytes, ComponentMetrics components)
{
    public const string Component = "otlp_logs";

    /// <summary>Before the name of the app, where records of files have a path.</summary>
    public const string SourcePrefix = "otlp:";

    private const int RecordsABatch = 4096;
    private const int MaxSources = 1000;

    private readonly LogLines _lines = new(maxLineBytes);
    private readonly LogBatch _bodies = new();
    private readonly LogBatch _batch = new();
    private readonly Dictionary<string, (LogSource Lines, LogSource Bodies)> _sources = new(StringComparer.Ordinal);
    private string? _app;

    /// <summary>The records that follow are of this resource.</summary>
    public void Begin(string app, OtlpAttributes resource, LogPushStep step)
    {
        if (app != _app)
        {
            Flush(step);
            _app = app;
            (_batch.Source, _bodies.Source) = SourcesOf(app);
            calls.Begin(app);
        }

        _lines.BeginResource(resource);
    }

    public void Read(OtlpScopeGroup group, LogPushStep step)
    {
        var logger = new OtlpScope(group.Scope).Name;
        var items = group.Items.GetEnumerator();
        while (true)
        {
            var from = items;
            var count = ReadBodies(ref items);
            if (count == 0)
            {
                return;
            }

            for (var i = 0; i < count && from.MoveNext(); i++)
            {
                Add(new OtlpLogRecord(from.Current), logger, _bodies.Records[i]);
            }

            if (_batch.ByteCount >= LogBatch.DefaultCapacity || _batch.Count >= RecordsABatch)
            {
                Flush(step);
            }
        }
    }

    /// <summary>Counts what was read and not yet counted.</summary>
    public void Flush(LogPushStep step)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        var started = Stopwatch.GetTimestamp();
        counter.Parse(_batch);
        calls.Complete(_batch);
        counter.Prepare(_batch);
        if (step.Enter())
        {
            counter.Count(_batch, () => calls.Count(_batch));
            components.Received(Component, _batch.Count);
            components.Sent(Component, _batch.Count);
            components.Took(Component, Stopwatch.GetElapsedTime(started));
        }

        calls.Clear();
        Shrink(_batch);
    }

    /// <summary>Reads the bodies of some records, as lines of their own, with nothing where a body is no text.</summary>
    private int ReadBodies(ref Records.Otlp.Wire.ProtoMessages.Enumerator items)
    {
        Shrink(_bodies);
        while (_bodies.Count < RecordsABatch && _bodies.ByteCount < LogBatch.DefaultCapacity && items.MoveNext())
        {
            var body = new OtlpLogRecord(items.Current).Body;
            var text = body.Kind == OtlpValueKind.Text ? Utf8Prefix.Of(body.Bytes, maxLineBytes).TrimEnd("\r\n"u8) : default;
            var start = _bodies.ByteCount;
            _bodies.ByteCount = start + text.Length + 1;
            if (_bodies.ByteCount > _bodies.Bytes.Length)
            {
                _bodies.Grow(Math.Max(_bodies.ByteCount, _bodies.Bytes.Length * 2));
            }

            text.CopyTo(_bodies.Bytes.AsSpan(start));
            _bodies.Bytes[start + text.Length] = (byte)'\n';
            _bodies.Add(start, text.Length);
            if (text.IndexOf((byte)'\n') is > 0 and var head)
            {
                _bodies.Records[^1].HeadLength = head;
            }
        }

        counter.Parse(_bodies);
        return _bodies.Count;
    }

    private void Add(in OtlpLogRecord record, ReadOnlySpan<byte> logger, in LogRecord body)
    {
        var text = _bodies.Line(body);
        _lines.Add(_batch, record, logger, text, text.Length > body.HeadLength ? text : _bodies.Message(body));
        calls.Add(record, body);
    }

    /// <summary>Not more is kept than a usual batch needs.</summary>
    private static void Shrink(LogBatch batch)
    {
        batch.Clear();
        batch.Shrink();
    }

    private (LogSource Lines, LogSource Bodies) SourcesOf(string app)
    {
        if (_sources.TryGetValue(app, out var sources))
        {
            return sources;
        }

        if (_sources.Count == MaxSources)
        {
            _sources.Clear();
        }

        var path = SourcePrefix + app;
        return _sources[app] = (new LogSource(path) { Format = LogFormat.JsonLines }, new LogSource(path));
    }
}
