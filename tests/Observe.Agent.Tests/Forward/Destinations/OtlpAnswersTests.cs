using System.Net;
using Google.Protobuf;
using Observe.Agent.Forward.Destinations;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Observe.Agent.Tests.Forward.Destinations;

public class OtlpAnswersTests
{
    [Fact]
    public void The_rejected_are_found_in_the_answers_of_all_signals()
    {
        Assert.Equal(3, OtlpAnswers.Rejected(new ExportLogsServiceResponse { PartialSuccess = new() { RejectedLogRecords = 3, ErrorMessage = "no" } }.ToByteArray()));
        Assert.Equal(300, OtlpAnswers.Rejected(new ExportMetricsServiceResponse { PartialSuccess = new() { RejectedDataPoints = 300 } }.ToByteArray()));
        Assert.Equal(1L << 40, OtlpAnswers.Rejected(new ExportTraceServiceResponse { PartialSuccess = new() { ErrorMessage = "no", RejectedSpans = 1L << 40 } }.ToByteArray()));
        Assert.Equal(0, OtlpAnswers.Rejected(new ExportLogsServiceResponse { PartialSuccess = new() { ErrorMessage = "a warning" } }.ToByteArray()));
        Assert.Equal(0, OtlpAnswers.Rejected(new ExportLogsServiceResponse { PartialSuccess = new() { RejectedLogRecords = -1 } }.ToByteArray()));
        Assert.Equal(0, OtlpAnswers.Rejected([]));
    }

    [Fact]
    public void An_answer_that_is_no_protobuf_rejects_nothing()
    {
        var random = new Random(2);
        for (var i = 0; i < 10_000; i++)
        {
            var answer = new byte[random.Next(40)];
            random.NextBytes(answer);
            Assert.True(OtlpAnswers.Rejected(answer) >= 0);
        }

        Assert.Equal(0, OtlpAnswers.Rejected("""{"partialSuccess":{}}"""u8));
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(413, true)]
    [InlineData(500, true)]
    [InlineData(501, true)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(429, false)]
    [InlineData(502, false)]
    [InlineData(503, false)]
    [InlineData(504, false)]
    [InlineData(307, false)]
    public void What_may_be_tried_again_is_not_refused(int status, bool refused) => Assert.Equal(refused, OtlpAnswers.Refuses((HttpStatusCode)status));
}
