using Observe.Agent.Records.Otlp;

namespace Observe.Agent.Sources.Otlp;

/// <summary>The values of the labels that requests are counted by.</summary>
internal static class OtlpLabels
{
    public static IEnumerable<string> Signals => Enum.GetValues<OtlpSignal>().Select(s => Of((OtlpSignal?)s));

    public static IEnumerable<string> Protocols => [Of(OtlpProtocol.Grpc), Of(OtlpProtocol.HttpProtobuf), Of(OtlpProtocol.HttpJson)];

    public static string Of(OtlpSignal? signal) => signal switch
    {
        OtlpSignal.Metrics => "metrics",
        OtlpSignal.Logs => "logs",
        OtlpSignal.Traces => "traces",
        _ => "unknown",
    };

    public static string Of(OtlpProtocol protocol) => protocol switch
    {
        OtlpProtocol.Grpc => "grpc",
        OtlpProtocol.HttpProtobuf => "http/protobuf",
        OtlpProtocol.HttpJson => "http/json",
        _ => "http",
    };
}
