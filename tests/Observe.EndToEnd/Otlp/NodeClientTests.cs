using System.Diagnostics;
using Observe.Agent.Records.Otlp;

namespace Observe.EndToEnd.Otlp;

/// <summary>The OpenTelemetry SDK of Node.js pushes, and comes again or not as it is told.</summary>
public sealed class NodeClientTests : IAsyncLifetime
{
    private RecordingServer _server = null!;

    public async Task InitializeAsync() => _server = await RecordingServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [NodeTheory]
    [InlineData("grpc", false, "grpc")]
    [InlineData("grpc", true, "grpc")]
    [InlineData("proto", false, "http/protobuf")]
    [InlineData("proto", true, "http/protobuf")]
    [InlineData("json", false, "http/json")]
    [InlineData("json", true, "http/json")]
    public async Task All_three_signals_arrive_as_they_were_made(string protocol, bool gzip, string label)
    {
        var results = await NodeClient.PushAsync(_server, protocol, gzip, "metrics", "logs", "traces");

        Assert.All(["metrics", "logs", "traces"], signal => Assert.Equal(0, results.GetProperty(signal).GetProperty("code").GetInt32()));
        Assert.Equal(["node-app node-meter node.requests a=7", "node-app node-meter node.requests b=7", "node-app node-meter node.requests c=7"], _server.Items(OtlpSignal.Metrics));
        Assert.Equal(["node-app node-logger node says 0", "node-app node-logger node says 1", "node-app node-logger node says 2"], _server.Items(OtlpSignal.Logs));
        Assert.Equal(["node-app node-tracer node span 0", "node-app node-tracer node span 1", "node-app node-tracer node span 2"], _server.Items(OtlpSignal.Traces));
        Assert.Equal([("logs", label, "accepted"), ("metrics", label, "accepted"), ("traces", label, "accepted")], _server.Answered.Order());
    }

    [NodeTheory]
    [InlineData("proto")]
    [InlineData("json")]
    public async Task What_could_not_be_taken_is_sent_again_after_the_pause_that_was_asked_for(string protocol)
    {
        _server.Answers.Enqueue(OtlpOutcome.Busy("full"));
        var clock = Stopwatch.StartNew();
        var results = await NodeClient.PushAsync(_server, protocol, gzip: false, "traces");

        Assert.Equal(["busy", "accepted"], _server.Answered.Select(a => a.Outcome));
        Assert.Equal(_server.Received[0].Request, _server.Received[1].Request);
        Assert.Equal(0, results.GetProperty("traces").GetProperty("code").GetInt32());
        Assert.True(clock.Elapsed > TimeSpan.FromMilliseconds(990), $"it came again after {clock.Elapsed}");
    }

    /// <summary>Its exporter over gRPC repeats nothing by itself; it hands the status to the app.</summary>
    [NodeTheory]
    [InlineData("grpc", 14)]
    public async Task Over_gRPC_the_app_is_told_that_it_could_not_be_taken(string protocol, int status)
    {
        _server.Answers.Enqueue(OtlpOutcome.Busy("100 % full"));
        var result = (await NodeClient.PushAsync(_server, protocol, gzip: false, "traces")).GetProperty("traces");

        Assert.Equal("busy", Assert.Single(_server.Answered).Outcome);
        Assert.Equal(status, result.GetProperty("status").GetInt32());
        Assert.Contains("100 % full", result.GetProperty("message").GetString());
    }

    [NodeTheory]
    [InlineData("grpc", 3)]
    [InlineData("proto", 400)]
    [InlineData("json", 400)]
    public async Task What_is_malformed_is_not_sent_again_and_the_app_is_told(string protocol, int status)
    {
        _server.Answers.Enqueue(OtlpOutcome.Malformed("that is no request"));
        var results = await NodeClient.PushAsync(_server, protocol, gzip: false, "logs");

        Assert.Equal("malformed", Assert.Single(_server.Answered).Outcome);
        Assert.Equal(1, results.GetProperty("logs").GetProperty("code").GetInt32());
        Assert.Equal(status, results.GetProperty("logs").GetProperty("status").GetInt32());
    }

    [NodeTheory]
    [InlineData("grpc")]
    [InlineData("proto")]
    [InlineData("json")]
    public async Task A_partial_success_is_not_sent_again(string protocol)
    {
        _server.Answers.Enqueue(new OtlpOutcome(OtlpStatus.Accepted, 2, "too old"));
        var results = await NodeClient.PushAsync(_server, protocol, gzip: false, "metrics");

        Assert.Equal("partial", Assert.Single(_server.Answered).Outcome);
        Assert.Equal(0, results.GetProperty("metrics").GetProperty("code").GetInt32());
    }
}
