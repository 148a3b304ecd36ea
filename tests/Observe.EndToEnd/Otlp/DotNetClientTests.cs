using System.Diagnostics;
using Observe.Agent.Records.Otlp;
using OpenTelemetry.Exporter;

namespace Observe.EndToEnd.Otlp;

/// <summary>The OpenTelemetry SDK of .NET pushes, and comes again or not as it is told.</summary>
public sealed class DotNetClientTests : IAsyncLifetime
{
    /// <summary>The SDK repeats only when this says so.</summary>
    private const string RetryVariable = "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY";

    private RecordingServer _server = null!;

    public async Task InitializeAsync()
    {
        Environment.SetEnvironmentVariable(RetryVariable, "in_memory");
        _server = await RecordingServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        Environment.SetEnvironmentVariable(RetryVariable, null);
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc, false)]
    [InlineData(OtlpExportProtocol.Grpc, true)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, false)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, true)]
    public void All_three_signals_arrive_as_they_were_made(OtlpExportProtocol protocol, bool gzip)
    {
        var client = Client(protocol, gzip);
        client.PushMetrics();
        client.PushLogs();
        client.PushTraces();

        Assert.Equal(["dotnet-app dotnet-meter dotnet.requests a=7", "dotnet-app dotnet-meter dotnet.requests b=7", "dotnet-app dotnet-meter dotnet.requests c=7"], _server.Items(OtlpSignal.Metrics));
        Assert.Equal(["dotnet-app dotnet-logger dotnet says 0", "dotnet-app dotnet-logger dotnet says 1", "dotnet-app dotnet-logger dotnet says 2"], _server.Items(OtlpSignal.Logs));
        Assert.Equal(["dotnet-app dotnet-tracer dotnet span 0", "dotnet-app dotnet-tracer dotnet span 1", "dotnet-app dotnet-tracer dotnet span 2"], _server.Items(OtlpSignal.Traces));
        var label = protocol == OtlpExportProtocol.Grpc ? "grpc" : "http/protobuf";
        Assert.Equal([("logs", label, "accepted"), ("metrics", label, "accepted"), ("traces", label, "accepted")], _server.Answered.Order());
    }

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public void What_could_not_be_taken_is_sent_again_after_the_pause_that_was_asked_for(OtlpExportProtocol protocol)
    {
        _server.Answers.Enqueue(OtlpOutcome.Busy("full"));
        var clock = Stopwatch.StartNew();
        Client(protocol, gzip: false).PushMetrics();

        Assert.Equal(["busy", "accepted"], _server.Answered.Select(a => a.Outcome));
        Assert.Equal(_server.Received[0].Request, _server.Received[1].Request);
        Assert.True(clock.Elapsed > TimeSpan.FromMilliseconds(990), $"it came again after {clock.Elapsed}");
    }

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public void What_is_malformed_or_partly_rejected_is_not_sent_again(OtlpExportProtocol protocol)
    {
        _server.Answers.Enqueue(OtlpOutcome.Malformed("no"));
        Client(protocol, gzip: false).PushMetrics();
        _server.Answers.Enqueue(new OtlpOutcome(OtlpStatus.Accepted, 2, "too old"));
        Client(protocol, gzip: false).PushMetrics();

        Assert.Equal(["malformed", "partial"], _server.Answered.Select(a => a.Outcome));
    }

    private DotNetClient Client(OtlpExportProtocol protocol, bool gzip) => new(_server.Grpc, _server.Http, protocol, gzip);
}
