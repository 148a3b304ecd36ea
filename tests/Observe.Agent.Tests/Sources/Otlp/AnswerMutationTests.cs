using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Observe.Agent.Hosting;
using Observe.Agent.Tests.Records.Otlp;
using OpenTelemetry.Proto.Collector.Metrics.V1;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>
/// Damaged requests over the wire, two thousand in the short form, a hundred thousand with <c>OBSERVE_LONG=1</c>: each has an
/// answer that a client can read.
/// </summary>
public sealed class AnswerMutationTests : IAsyncLifetime
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";
    private const int Malformed = 3;

    private static readonly int Count = Environment.GetEnvironmentVariable("OBSERVE_LONG") == "1" ? 100_000 : 2_000;

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatEnumsAsIntegers(true));

    private OtlpFixture _otlp = null!;

    public async Task InitializeAsync()
    {
        _otlp = await OtlpFixture.StartAsync(before: consumer => new OtlpConsumers(consumer));
        _otlp.Consumer.Keeps = false;
    }

    public async Task DisposeAsync() => await _otlp.DisposeAsync();

    [Theory]
    [InlineData(Protobuf, false)]
    [InlineData(Protobuf, true)]
    [InlineData(Json, false)]
    [InlineData(Json, true)]
    public async Task Over_HTTP_it_is_taken_or_a_status_with_the_reason(string type, bool gzip)
    {
        var taken = 0;
        var damage = new Damage(type.Length);
        var random = new RandomMessages(5);
        for (var i = 0; i < Count / 5; i++)
        {
            var message = random.Next<ExportMetricsServiceRequest>();
            var sound = type == Json ? Encoding.UTF8.GetBytes(Formatter.Format(message)) : message.ToByteArray();

            // Now what is compressed is damaged, now its compression.
            var damaged = !gzip ? damage.Of(sound).ToArray() : i % 2 == 0 ? OtlpFixture.Gzip(damage.Of(sound)) : damage.Of(OtlpFixture.Gzip(sound)).ToArray();
            using var response = await _otlp.PostAsync("/v1/metrics", damaged, type, gzip ? "gzip" : null);
            var body = await response.Content.ReadAsByteArrayAsync();

            Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                Assert.Equal(new ExportMetricsServiceResponse(), type == Json
                    ? JsonParser.Default.Parse<ExportMetricsServiceResponse>(Encoding.UTF8.GetString(body)) : ExportMetricsServiceResponse.Parser.ParseFrom(body));
                taken++;
                continue;
            }

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            var (code, why) = type == Json ? JsonStatus(body) : ProtobufStatus(body);
            Assert.Equal(Malformed, code);
            Assert.NotEmpty(why);
        }

        Assert.InRange(taken, 1, (Count / 5) - 1);
    }

    [Fact]
    public async Task Over_gRPC_it_has_a_status_and_when_taken_one_whole_frame()
    {
        var statuses = new HashSet<string>();
        var damage = new Damage(3);
        var random = new RandomMessages(6);
        for (var i = 0; i < Count / 5; i++)
        {
            var sound = random.Next<ExportMetricsServiceRequest>().ToByteArray();
            var damaged = i % 2 == 0 ? OtlpFixture.Frame(damage.Of(sound)) : [.. damage.Of(OtlpFixture.Frame(sound)[..5]), .. sound];
            var reply = await _otlp.CallAsync(damaged);

            Assert.Equal((HttpStatusCode.OK, "application/grpc"), (reply.Http, reply.Type));
            statuses.Add(reply.Status!);
            if (reply.Status == "0")
            {
                Assert.Equal(reply.Body.Length - 5, BinaryPrimitives.ReadInt32BigEndian(reply.Body.AsSpan(1)));
                Assert.Equal(new ExportMetricsServiceResponse(), ExportMetricsServiceResponse.Parser.ParseFrom(reply.Body.AsSpan(5)));
                continue;
            }

            Assert.Empty(reply.Body);
            Assert.NotEmpty(reply.Message!);
        }

        // OK, INVALID_ARGUMENT, RESOURCE_EXHAUSTED, INTERNAL: of frames that lie about their length too.
        Assert.Equal(["0", "13", "3", "8"], statuses.Order(StringComparer.Ordinal));
    }

    private static (int Code, string Message) JsonStatus(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return (json.RootElement.GetProperty("code").GetInt32(), json.RootElement.GetProperty("message").GetString()!);
    }

    private static (int Code, string Message) ProtobufStatus(byte[] body)
    {
        using var input = new CodedInputStream(body);
        Assert.Equal(WireFormat.MakeTag(1, WireFormat.WireType.Varint), input.ReadTag());
        var code = input.ReadInt32();
        Assert.Equal(WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited), input.ReadTag());
        var message = input.ReadString();
        Assert.True(input.IsAtEnd);
        return (code, message);
    }
}
