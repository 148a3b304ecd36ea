using Observe.Agent.Parse.Values;
using Unit = Observe.Agent.Parse.Values.Durations.Unit;

namespace Observe.Agent.Parse.Fields;

/// <summary>
/// The keys that loggers use, by the field they give. Case is ignored, so camelCase stands in lower case; the higher
/// strength wins where a line has several keys for one field. Keys inside nested objects lose <see cref="InnerLoss"/>.
/// </summary>
internal static class FieldNames
{
    public const byte InnerLoss = 20;

    /// <summary>Detail of the message keys whose lines leave the level out when it is information.</summary>
    public const byte CompactSerilog = 1;

    private const byte Sure = 40, Good = 35, Fair = 30, Weak = 25;

    public static readonly FoldedTable<FieldKey> Root = new(
    [
        .. Keys(Field.Time, Sure, 0, "timestamp", "@timestamp", "ts", "@t", "asctime"),
        .. Keys(Field.Time, Good, 0, "datetime", "date_time", "time_iso8601", "timestamp_ms", "eventtime", "event_time"),
        .. Keys(Field.Time, Fair, 0, "date", "t", "created", "created_at", "logged_at", "log_time", "__realtime_timestamp", "msec"),
        .. Keys(Field.Time, Fair, 0, Scope.Named, "time"),
        .. Keys(Field.Time, Weak, 0, "timeunixnano", "observedtimeunixnano", "start_time", "timemillis", "epoch", "epoch_ms"),

        .. Keys(Field.Level, Sure, (byte)LevelScale.Pino, Scope.Named, "level"),
        .. Keys(Field.Level, Sure, (byte)LevelScale.Pino, "loglevel", "log.level", "log_level", "@l", "lvl", "levelname", "level_name"),
        .. Keys(Field.Level, Good, (byte)LevelScale.Syslog, "severity", "severity_text", "severitytext", "log_severity", "@level"),
        .. Keys(Field.Level, Fair, (byte)LevelScale.Syslog, "priority", "syslog_severity", "syslog.severity", "severity_label", "pri"),
        .. Keys(Field.Level, Fair, (byte)LevelScale.Python, "levelno", "level_value"),
        .. Keys(Field.Level, Fair, (byte)LevelScale.OpenTelemetry, "severity_number", "severitynumber"),

        .. Keys(Field.Message, Sure, CompactSerilog, "@m"),
        .. Keys(Field.Message, Good, CompactSerilog, "@mt"),
        .. Keys(Field.Message, Sure, 0, "msg", "short_message", "renderedmessage", "log_message"),
        .. Keys(Field.Message, Sure, 0, Scope.Inner, "message"),
        .. Keys(Field.Message, Good, 0, "messagetemplate", "message_template", "textpayload"),
        .. Keys(Field.Message, Good, 0, Scope.Inner, "body"),
        .. Keys(Field.Message, Sure - InnerLoss - 1, 0, "text"),
        .. Keys(Field.Message, Fair, 0, "full_message", "error_message", "errormessage", "detail"),
        .. Keys(Field.Message, Fair, 0, Scope.Event, "event"),
        .. Keys(Field.Message, Weak, 0, Scope.Inner, "log", "error", "err", "exception"),
        .. Keys(Field.Message, Weak, 0, "@x"),

        .. Keys(Field.Provider, Sure, 0, "provider", "llm_provider", "gen_ai.provider.name", "ai_provider", "model_provider"),
        .. Keys(Field.Provider, Sure, 0, "llmprovider", "provider_name", "providername", "llm.provider", "custom_llm_provider"),
        .. Keys(Field.Provider, Good, 0, "gen_ai.system", "vendor", "llm_vendor", "ai_vendor", "llm.system"),

        .. Keys(Field.Category, Sure, 0, "category", "logger", "logger_name", "loggername", "sourcecontext", "log.logger", "categoryname"),
        .. Keys(Field.Category, Good, 0, "component", "subsystem", "target", "syslog_identifier"),
        .. Keys(Field.Category, Fair, 0, "module", "name", "service", "service.name", "app"),
        .. Keys(Field.Category, Weak, 0, "source", "caller", "scope"),

        .. Keys(Field.Model, Sure, 0, "model", "model_name", "modelname", "gen_ai.request.model", "llm.model_name", "llm_model", "request_model"),
        .. Keys(Field.Model, Good, 0, "gen_ai.response.model", "model_id", "modelid", "modelversion", "response_model", "engine", "deployment"),

        .. Keys(Field.Status, Sure, 0, "status_code", "statuscode", "http_status", "http.status_code", "http.response.status_code"),
        .. Keys(Field.Status, Sure, 0, "http_status_code", "httpstatus", "response_status", "response_code", "responsestatuscode"),
        .. Keys(Field.Status, Fair, 0, "status"),

        .. Keys(Field.Latency, Sure, (byte)Unit.Milliseconds, "latency_ms", "duration_ms", "elapsed_ms", "response_time_ms", "took_ms", "latencyms"),
        .. Keys(Field.Latency, Sure, (byte)Unit.Milliseconds, "durationms", "elapsedms", "elapsedmilliseconds", "elapsed_milliseconds", "duration_millis"),
        .. Keys(Field.Latency, Sure, (byte)Unit.Milliseconds, "responsetimems", "request_duration_ms", "processing_time_ms", "total_ms", "time_ms"),
        .. Keys(Field.Latency, Sure, (byte)Unit.Microseconds, "latency_us", "duration_us", "elapsed_us"),
        .. Keys(Field.Latency, Sure, (byte)Unit.Nanoseconds, "latency_ns", "duration_ns", "elapsed_ns", "total_duration"),
        .. Keys(Field.Latency, Sure, (byte)Unit.Seconds, "latency_s", "duration_s", "elapsed_s", "latency_seconds", "duration_seconds", "elapsed_seconds"),
        .. Keys(Field.Latency, Sure, (byte)Unit.Seconds, "request_time", "rt", "process_time", "observe.ai.duration", "duration_sec", "latency_sec", "elapsed_sec", "upstream_response_time"),
        .. Keys(Field.Latency, Good, (byte)Unit.Milliseconds, "latency", "duration", "elapsed", "took", "response_time", "responsetime", "request_duration"),
        .. Keys(Field.Latency, Fair, (byte)Unit.Milliseconds, "elapsed_time", "elapsedtime", "execution_time", "processing_time", "dur", "time_taken", "runtime"),
        .. Keys(Field.Latency, Weak, (byte)Unit.Seconds, "total_time"),

        .. Tokens(TokenKind.Prompt, "prompt_tokens", "prompttokens", "prompttokencount", "prompt_token_count", "prompt_eval_count", "num_prompt_tokens"),
        .. Tokens(TokenKind.Prompt, "gen_ai.usage.prompt_tokens", "llm.token_count.prompt", "llm.usage.prompt_tokens", "tokens_prompt"),
        .. Tokens(TokenKind.Input, "input_tokens", "inputtokens", "gen_ai.usage.input_tokens", "tokens_in", "input_token_count", "inputtokencount", "tokens_input"),
        .. Tokens(TokenKind.ExtraInput, "tooluseprompttokencount"),
        .. Tokens(TokenKind.Output, "completion_tokens", "completiontokens", "response_tokens", "responsetokens", "output_tokens", "outputtokens"),
        .. Tokens(TokenKind.Output, "candidatestokencount", "candidates_token_count", "eval_count", "generated_tokens", "num_completion_tokens"),
        .. Tokens(TokenKind.Output, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion", "tokens_out"),
        .. Tokens(TokenKind.Output, "output_token_count", "outputtokencount", "llm.usage.completion_tokens", "tokens_completion", "tokens_output"),
        .. Tokens(TokenKind.Total, "total_tokens", "totaltokens", "totaltokencount", "total_token_count", "llm.usage.total_tokens"),
        .. Tokens(TokenKind.Total, "llm.token_count.total", "gen_ai.usage.total_tokens", "token_count", "tokencount", "tokens_total", "tokens_used"),
        .. Keys(Field.Tokens, Sure, (byte)TokenKind.Total, Scope.Usage, "tokens"),
        .. Tokens(TokenKind.CachedPart, "cached_tokens", "cachedtokens", "prompt_cache_hit_tokens", "cachedcontenttokencount", "cached_input_tokens"),
        .. Tokens(TokenKind.CachedPart, "gen_ai.usage.cache_read.input_tokens", "cached_content_token_count", "cached_prompt_tokens"),
        .. Tokens(TokenKind.CachedApart, "cache_read_input_tokens", "cachereadinputtokens", "cache_read_tokens", "cachereadtokens"),
        .. Tokens(TokenKind.WrittenPart, "gen_ai.usage.cache_creation.input_tokens"),
        .. Tokens(TokenKind.WrittenApart, "cache_creation_input_tokens", "cachewriteinputtokens", "cache_write_tokens", "cache_creation_tokens"),
        .. Tokens(TokenKind.ReasoningPart, "reasoning_tokens", "reasoningtokens", "thinking_tokens", "gen_ai.usage.reasoning.output_tokens"),
        .. Tokens(TokenKind.ReasoningApart, "thoughtstokencount", "thoughts_token_count"),

        .. Keys(Field.None, 0, 0, Scope.Usage, "usage", "token_usage", "tokenusage", "usagemetadata", "usage_metadata", "billed_units"),
        .. Keys(Field.None, 0, 0, Scope.Inner, "prompt_tokens_details", "input_tokens_details", "completion_tokens_details", "output_tokens_details"),
        .. Keys(Field.None, 0, 0, Scope.Inner, "fields", "attributes", "properties", "context", "extra", "data", "meta", "metadata", "record", "state"),
        .. Keys(Field.None, 0, 0, Scope.Inner, "response", "result", "x_groq", "http", "request", "payload", "llm", "gen_ai", "metrics", "jsonpayload"),
        .. Keys(Field.None, 0, 0, Scope.Inner, "response_metadata", "llm_output", "raw_response"),
    ]);

    /// <summary>Keys that mean something else, or something more, inside an object of a given scope; the rest are those of <see cref="Root"/>.</summary>
    private static readonly FoldedTable<FieldKey> Usage = new(
    [
        .. Tokens(TokenKind.Prompt, "prompt"),
        .. Tokens(TokenKind.Input, "input", "in"),
        .. Tokens(TokenKind.Output, "completion", "output", "out", "response"),
        .. Tokens(TokenKind.Total, "total"),
        .. Tokens(TokenKind.CachedPart, "cached"),
        .. Tokens(TokenKind.CachedApart, "cache_read"),
        .. Tokens(TokenKind.WrittenApart, "cache_write", "cache_creation"),
        .. Tokens(TokenKind.ReasoningPart, "reasoning"),
    ]);

    private static readonly FoldedTable<FieldKey> Event = new(
    [
        .. Keys(Field.Latency, Sure, (byte)Unit.Nanoseconds, "duration"),
        .. Keys(Field.None, 0, 0, "name"),
    ]);

    private static readonly FoldedTable<FieldKey> Named = new(
    [
        .. Keys(Field.Level, Sure, (byte)LevelScale.Python, "name", "no"),
        .. Keys(Field.Time, Sure, 0, "timestamp"),
    ]);

    /// <summary>What a key inside an object of this scope gives.</summary>
    public static FieldKey Find(Scope scope, ReadOnlySpan<byte> key)
    {
        if (scope == Scope.Root)
        {
            return Root.Find(key);
        }

        var own = scope switch
        {
            Scope.Usage => Usage.Find(key),
            Scope.Event => Event.Find(key),
            Scope.Named => Named.Find(key),
            _ => default,
        };
        if (!own.IsKnown && scope is Scope.Inner or Scope.Usage or Scope.Event)
        {
            own = Root.Find(key);
        }

        return own.WithStrength(own.Strength - InnerLoss);
    }

    private static IEnumerable<KeyValuePair<string, FieldKey>> Tokens(TokenKind kind, params string[] names) =>
        Keys(Field.Tokens, Sure, (byte)kind, names);

    private static IEnumerable<KeyValuePair<string, FieldKey>> Keys(Field field, byte strength, byte detail, params string[] names) =>
        Keys(field, strength, detail, Scope.Skip, names);

    private static IEnumerable<KeyValuePair<string, FieldKey>> Keys(
        Field field, byte strength, byte detail, Scope scope, params string[] names) =>
        names.Select(name => KeyValuePair.Create(name, new FieldKey(field, strength, detail, scope)));
}
