using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Observe.Agent.Records.Otlp;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

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
        PushMetrics(protocol, gzip);
        PushLogs(protocol, gzip);
        PushTraces(protocol, gzip);

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
        PushMetrics(protocol, gzip: false);

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
        PushMetrics(protocol, gzip: false);
        _server.Answers.Enqueue(new OtlpOutcome(OtlpStatus.Accepted, 2, "too old"));
        PushMetrics(protocol, gzip: false);

        Assert.Equal(["malformed", "partial"], _server.Answered.Select(a => a.Outcome));
    }

    private static ResourceBuilder App => ResourceBuilder.CreateEmpty().AddService("dotnet-app", autoGenerateServiceInstanceId: false);

    private void PushMetrics(OtlpExportProtocol protocol, bool gzip)
    {
        using var meter = new Meter("dotnet-meter");
        using var exporter = new OtlpMetricExporter(Options(protocol, gzip, "metrics"));
        using var reader = new BaseExportingMetricReader(exporter);
        using var provider = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(App).AddMeter(meter.Name).AddReader(reader).Build();
        var counter = meter.CreateCounter<long>("dotnet.requests");
        foreach (var model in new[] { "a", "b", "c" })
        {
            counter.Add(7, new KeyValuePair<string, object?>("model", model));
        }

        // Its end collects and pushes, once.
    }

    private void PushLogs(OtlpExportProtocol protocol, bool gzip)
    {
        using var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options => options
            .SetResourceBuilder(App)
            .AddProcessor(new BatchLogRecordExportProcessor(new OtlpLogExporter(Options(protocol, gzip, "logs"))))));
        var logger = factory.CreateLogger("dotnet-logger");
        for (var i = 0; i < 3; i++)
        {
#pragma warning disable CA2254 // The text is the point: its body arrives as it is.
            logger.LogError($"dotnet says {i}");
#pragma warning restore CA2254
        }
    }

    private void PushTraces(OtlpExportProtocol protocol, bool gzip)
    {
        using var source = new ActivitySource("dotnet-tracer");
        using var provider = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(App).AddSource(source.Name)
            .AddProcessor(new BatchActivityExportProcessor(new OtlpTraceExporter(Options(protocol, gzip, "traces")))).Build();
        for (var i = 0; i < 3; i++)
        {
            source.StartActivity($"dotnet span {i}")!.Dispose();
        }
    }

    private OtlpExporterOptions Options(OtlpExportProtocol protocol, bool gzip, string signal) => new()
    {
        Protocol = protocol,
        Endpoint = protocol == OtlpExportProtocol.Grpc ? _server.Grpc : new Uri(_server.Http, $"/v1/{signal}"),
        Compression = gzip ? OtlpExportCompression.GZip : OtlpExportCompression.None,
    };
}
