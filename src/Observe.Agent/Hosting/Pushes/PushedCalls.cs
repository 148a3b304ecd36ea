using System.Text;
using Observe.Agent.Records;
using Observe.Agent.Records.Otlp.Views;
using Observe.Agent.Tokens.Otlp;

namespace Observe.Agent.Hosting.Pushes;

/// <summary>
/// What a batch of pushed log records says beside its lines: what their bodies alone tell, and of calls to models what decides
/// whether their tokens count.
/// </summary>
internal sealed class PushedCalls(OtlpUsage usage, NameTables names)
{
    private readonly List<PushedCall> _records = [];
    private string _app = "";

    public void Begin(string app) => _app = app;

    public void Add(in OtlpLogRecord record, in LogRecord body)
    {
        var call = new GenAiAttributes(record.Attributes);
        _records.Add(new PushedCall(
            body,
            IsEvent(record) ? UsageSource.Event : UsageSource.LogLine,
            call.Provider.IsEmpty ? "" : usage.ProviderOf(call.Provider),
            Text(call.Model),
            Text(call.Operation),
            call.Tokens,
            call.IsEstimated,
            call.SumsUpOthers));
    }

    /// <summary>What records do not say themselves their bodies may.</summary>
    public void Complete(LogBatch batch)
    {
        var records = batch.Records;
        for (var i = 0; i < records.Length; i++)
        {
            ref var record = ref records[i];
            var body = _records[i].Body;
            record.Level = record.Level != LogLevel.Unknown ? record.Level : body.Level;
            record.UnixMilliseconds = record.UnixMilliseconds != 0 ? record.UnixMilliseconds : body.UnixMilliseconds;
            record.LatencyMicroseconds = record.LatencyMicroseconds >= 0 ? record.LatencyMicroseconds : body.LatencyMicroseconds;
            record.Model = record.Model != 0 ? record.Model : body.Model;
            record.Category = record.Category != 0 ? record.Category : body.Category;
            record.Provider = record.Provider != 0 ? record.Provider : body.Provider;
            if (!record.HasTokens && body.HasTokens)
            {
                record.TokensAreTotal = body.TokensAreTotal;
                record.InputTokens = body.InputTokens;
                record.OutputTokens = body.OutputTokens;
                record.CacheReadTokens = body.CacheReadTokens;
                record.CacheWriteTokens = body.CacheWriteTokens;
                record.ReasoningTokens = body.ReasoningTokens;
            }
        }
    }

    /// <summary>Counts the tokens of the batch, those of an app once. The caller holds the commit lock.</summary>
    public void Count(LogBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            ref readonly var record = ref batch.Records[i];
            var call = _records[i];
            if ((record.HasTokens || call.Tokens.Any) && !call.SumsUpOthers)
            {
                var tokens = call.Tokens.Any ? call.Tokens : TokensOf(record);
                var provider = call.Provider.Length > 0 ? call.Provider : names.Providers[record.Provider];
                var model = call.Model.Length > 0 ? call.Model : names.Models[record.Model];
                var isEstimated = call.IsEstimated || (record.TokensAreTotal && !call.Tokens.Any);
                var ended = record.UnixMilliseconds;
                var began = ended - (Math.Max(record.LatencyMicroseconds, 0) / 1000);
                usage.Count(_app, call.Source, (provider, model, call.Operation), tokens, isEstimated, began, ended);
            }
        }
    }

    public void Clear() => _records.Clear();

    /// <summary>As the conventions count them: with the parts in the whole.</summary>
    private static CallTokens TokensOf(in LogRecord record) => new()
    {
        Input = record.InputTokens + record.CacheReadTokens + record.CacheWriteTokens,
        CacheRead = record.CacheReadTokens,
        CacheWrite = record.CacheWriteTokens,
        Output = record.OutputTokens + record.ReasoningTokens,
        Reasoning = record.ReasoningTokens,
    };

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(Utf8Prefix.Of(text, NameTable.MaxNameBytes));

    private static bool IsEvent(in OtlpLogRecord record) =>
        record.EventName.StartsWith("gen_ai."u8)
        || (record.Attributes.TryGet("event.name"u8, out var name) && name.Bytes.StartsWith("gen_ai."u8));

    private readonly record struct PushedCall(
        LogRecord Body, UsageSource Source, string Provider, string Model, string Operation, CallTokens Tokens, bool IsEstimated, bool SumsUpOthers);
}
