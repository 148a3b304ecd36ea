namespace Observe.Agent.Sources.Otlp;

/// <summary>
/// The statuses of each answer. To HTTP clients 429, 502, 503 and 504 say "come again"; to gRPC clients CANCELLED,
/// DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE and DATA_LOSS do, and RESOURCE_EXHAUSTED with a pause to wait.
/// </summary>
internal static class OtlpResults
{
    public static int HttpStatus(this OtlpResult result) => Of(result).Http;

    public static int GrpcStatus(this OtlpResult result) => Of(result).Grpc;

    /// <summary>The value of the metric's label: coarser, for the message has the rest.</summary>
    public static string Label(this OtlpResult result) => Of(result).Label;

    /// <summary>All values of the label.</summary>
    public static IEnumerable<string> Labels => Enum.GetValues<OtlpResult>().Select(Label).Distinct(StringComparer.Ordinal);

    private static (int Http, int Grpc, string Label) Of(OtlpResult result) => result switch
    {
        OtlpResult.Accepted => (200, 0, "accepted"),
        OtlpResult.Partial => (200, 0, "partial"),
        OtlpResult.Malformed => (400, 3, "malformed"),
        OtlpResult.BadFrame => (400, 13, "malformed"),
        OtlpResult.TooLarge => (413, 8, "too_large"),
        OtlpResult.UnknownPath => (404, 12, "unsupported"),
        OtlpResult.WrongMethod => (405, 12, "unsupported"),
        OtlpResult.WrongType => (415, 12, "unsupported"),
        OtlpResult.WrongEncoding => (415, 12, "unsupported"),
        OtlpResult.Unauthenticated => (401, 16, "unauthenticated"),
        OtlpResult.Busy => (503, 14, "busy"),
        OtlpResult.Late => (408, 4, "late"),
        OtlpResult.Canceled => (499, 1, "canceled"),
        _ => (500, 13, "failed"),
    };
}
