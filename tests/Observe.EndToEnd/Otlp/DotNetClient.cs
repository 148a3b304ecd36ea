using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Observe.EndToEnd.Otlp;

/// <summary>The OpenTelemetry SDK of .NET: pushes three counts of 7, three errors and three spans.</summary>
internal sealed class DotNetClient(Uri grpc, Uri http, OtlpExportProtocol protocol, bool gzip, string app = "dotnet-app", string? instance = null, bool isDelta = false)
{
    private ResourceBuilder App => ResourceBuilder.CreateEmpty().AddService(app, autoGenerateServiceInstanceId: false, serviceInstanceId: instance);

    public void PushMetrics()
    {
        using var meter = new Meter("dotnet-meter");
        using var exporter = new OtlpMetricExporter(Options("metrics"));
        using var reader = new BaseExportingMetricReader(exporter) { TemporalityPreference = isDelta ? MetricReaderTemporalityPreference.Delta : MetricReaderTemporalityPreference.Cumulative };
        using var provider = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(App).AddMeter(meter.Name).AddReader(reader).Build();
        var counter = meter.CreateCounter<long>("dotnet.requests");
        foreach (var model in new[] { "a", "b", "c" })
        {
            counter.Add(7, new KeyValuePair<string, object?>("model", model));
        }

        // Its end collects and pushes, once.
    }

    public void PushLogs()
    {
        using var factory = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options => options
            .SetResourceBuilder(App)
            .AddProcessor(new BatchLogRecordExportProcessor(new OtlpLogExporter(Options("logs"))))));
        var logger = factory.CreateLogger("dotnet-logger");
        for (var i = 0; i < 3; i++)
        {
#pragma warning disable CA2254 // The text is the point: its body arrives as it is.
            logger.LogError($"dotnet says {i}");
#pragma warning restore CA2254
        }
    }

    public void PushTraces()
    {
        using var source = new ActivitySource("dotnet-tracer");
        using var provider = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(App).AddSource(source.Name)
            .AddProcessor(new BatchActivityExportProcessor(new OtlpTraceExporter(Options("traces")))).Build();
        for (var i = 0; i < 3; i++)
        {
            source.StartActivity($"dotnet span {i}")!.Dispose();
        }
    }

    private OtlpExporterOptions Options(string signal) => new()
    {
        Protocol = protocol,
        Endpoint = protocol == OtlpExportProtocol.Grpc ? grpc : new Uri(http, $"/v1/{signal}"),
        Compression = gzip ? OtlpExportCompression.GZip : OtlpExportCompression.None,
    };
}
