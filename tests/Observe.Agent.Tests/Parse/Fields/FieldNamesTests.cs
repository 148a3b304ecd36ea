using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse.Fields;

public class FieldNamesTests
{
    [Theory]
    [InlineData("""{"level":"error"}""", LogLevel.Error)]
    [InlineData("""{"Level":"Warning"}""", LogLevel.Warn)]
    [InlineData("""{"severity":"CRITICAL"}""", LogLevel.Fatal)]
    [InlineData("""{"severity":"NOTICE"}""", LogLevel.Info)]
    [InlineData("""{"levelname":"DEBUG","level":null}""", LogLevel.Debug)]
    [InlineData("""{"lvl":"eror"}""", LogLevel.Error)]
    [InlineData("""{"@t":"2025-11-20T10:00:00Z","@mt":"Hello {Name}","@l":"Verbose"}""", LogLevel.Trace)]
    [InlineData("""{"@t":"2025-11-20T10:00:00Z","@mt":"no level is information"}""", LogLevel.Info)]
    [InlineData("""{"log.level":"warn"}""", LogLevel.Warn)]
    [InlineData("""{"log":{"level":"fatal","logger":"x"}}""", LogLevel.Fatal)]
    [InlineData("""{"level":10}""", LogLevel.Trace)]
    [InlineData("""{"level":30}""", LogLevel.Info)]
    [InlineData("""{"level":60}""", LogLevel.Fatal)]
    [InlineData("""{"level":"50"}""", LogLevel.Error)]
    [InlineData("""{"version":"1.1","short_message":"x","level":4}""", LogLevel.Warn)]
    [InlineData("""{"PRIORITY":"3"}""", LogLevel.Error)]
    [InlineData("""{"levelno":30}""", LogLevel.Warn)]
    [InlineData("""{"severity_number":17}""", LogLevel.Error)]
    [InlineData("""{"status_code":503}""", LogLevel.Error)]
    [InlineData("""{"status":404,"msg":"x"}""", LogLevel.Warn)]
    [InlineData("""{"http":{"response":{"status_code":200}}}""", LogLevel.Info)]
    [InlineData("""{"level":"info","status":500}""", LogLevel.Info)]
    [InlineData("""{"record":{"level":{"icon":"x","name":"WARNING","no":30}}}""", LogLevel.Warn)]
    [InlineData("""{"data":{"level":"error"},"level":"info"}""", LogLevel.Info)]
    [InlineData("""{"level":"gold"}""", LogLevel.Unknown)]
    [InlineData("""{"level":9}""", LogLevel.Unknown)]
    [InlineData("""{"level":true}""", LogLevel.Unknown)]
    public void Levels_are_found_under_the_keys_of_common_loggers(string line, object level) =>
        Assert.Equal((LogLevel)level, Parsed.One(line).Level);

    [Theory]
    [InlineData("""{"msg":"a"}""", "a")]
    [InlineData("""{"message":"a","event":"b"}""", "a")]
    [InlineData("""{"event":"b","message":"a"}""", "a")]
    [InlineData("""{"@mt":"t {x}","@m":"t 1"}""", "t 1")]
    [InlineData("""{"text":"a"}""", "a")]
    [InlineData("""{"fields":{"message":"inner"},"target":"app"}""", "inner")]
    [InlineData("""{"msg":"a \"b\" caf\u00e9"}""", """a \"b\" caf\u00e9""")]
    [InlineData("""{"msg":""}""", """{"msg":""}""")]
    public void The_message_is_the_raw_text_of_the_best_key(string line, string message) => Assert.Equal(message, Parsed.One(line).Message);

    [Theory]
    [InlineData("provider")]
    [InlineData("llm_provider")]
    [InlineData("vendor")]
    [InlineData("gen_ai.system")]
    [InlineData("gen_ai.provider.name")]
    public void Provider_keys(string key) => Assert.Equal("groq", Parsed.One($$"""{"{{key}}":"Groq"}""").Provider);

    [Theory]
    [InlineData("category")]
    [InlineData("logger")]
    [InlineData("component")]
    [InlineData("module")]
    [InlineData("SourceContext")]
    [InlineData("source")]
    public void Category_keys(string key) => Assert.Equal("a.b", Parsed.One($$"""{"{{key}}":"a.b"}""").Category);

    [Theory]
    [InlineData("model")]
    [InlineData("gen_ai.request.model")]
    [InlineData("modelId")]
    public void Model_keys(string key) => Assert.Equal("gpt-4o", Parsed.One($$"""{"{{key}}":"gpt\u002d4o"}""").Model);

    [Theory]
    [InlineData("""{"latency_ms":177.28}""", 177_280)]
    [InlineData("""{"duration":1500}""", 1_500_000)]
    [InlineData("""{"duration_s":1.5}""", 1_500_000)]
    [InlineData("""{"elapsed_us":1500}""", 1500)]
    [InlineData("""{"duration_ns":1500000}""", 1500)]
    [InlineData("""{"event":{"duration":1500000}}""", 1500)]
    [InlineData("""{"total_duration":5191566416,"eval_count":1}""", 5_191_566)]
    [InlineData("""{"took":"1.5s"}""", 1_500_000)]
    [InlineData("""{"elapsed":"00:00:01.5000000"}""", 1_500_000)]
    [InlineData("""{"response_time":"120ms"}""", 120_000)]
    [InlineData("""{"latency":"12"}""", 12_000)]
    [InlineData("""{"latency":-3}""", -1)]
    [InlineData("""{"latency":"soon"}""", -1)]
    [InlineData("""{"latency_s":1e300}""", long.MaxValue)]
    public void Latency_keys_bring_their_unit(string line, long microseconds) => Assert.Equal(microseconds, Parsed.One(line).Latency);
}
