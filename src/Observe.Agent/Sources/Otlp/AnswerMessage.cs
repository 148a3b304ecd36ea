using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Sources.Otlp;

/// <summary>
/// Answers as messages: <c>Export…ServiceResponse</c> for what was taken, <c>google.rpc.Status</c> for what was not, as protobuf
/// and in its JSON mapping.
/// </summary>
internal static class AnswerMessage
{
    private const int SmallMessage = 256;

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    public static byte[] AsProtobuf(OtlpAnswer answer)
    {
        if (answer.IsTaken && HasNothingToSay(answer))
        {
            return [];
        }

        using var message = new ProtoWriter(SmallMessage);
        if (answer.IsTaken)
        {
            var partialSuccess = message.Begin(1);
            if (answer.Rejected > 0)
            {
                message.Varint(1, (ulong)answer.Rejected);
            }

            message.Text(2, answer.Message);
            message.End(partialSuccess);
        }
        else
        {
            WriteStatus(message, answer);
        }

        return message.Written.ToArray();
    }

    public static byte[] AsJson(OtlpSignal? signal, OtlpAnswer answer)
    {
        if (answer.IsTaken && HasNothingToSay(answer))
        {
            return EmptyObject;
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Json))
        {
            json.WriteStartObject();
            if (answer.IsTaken)
            {
                json.WriteStartObject("partialSuccess");
                if (answer.Rejected > 0)
                {
                    // 64-bit numbers are strings in the JSON mapping of protobuf.
                    json.WriteString(RejectedName(signal), answer.Rejected.ToString(System.Globalization.CultureInfo.InvariantCulture));
                }

                json.WriteString("errorMessage", answer.Message);
                json.WriteEndObject();
            }
            else
            {
                json.WriteNumber("code", answer.Result.GrpcStatus());
                json.WriteString("message", answer.Message);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The status that goes with an error over gRPC when the request is to come again: it says how long to wait.</summary>
    public static byte[] StatusWithPause(OtlpAnswer answer)
    {
        using var message = new ProtoWriter(SmallMessage);
        WriteStatus(message, answer);
        var any = message.Begin(3);
        message.Text(1, "type.googleapis.com/google.rpc.RetryInfo");
        var retryInfo = message.Begin(2);
        var pause = message.Begin(1);
        message.Varint(1, OtlpAnswer.RetryAfterSeconds);
        message.End(pause);
        message.End(retryInfo);
        message.End(any);
        return message.Written.ToArray();
    }

    public static byte[] AsText(OtlpAnswer answer) => Encoding.UTF8.GetBytes(answer.Message + "\n");

    private static void WriteStatus(ProtoWriter message, OtlpAnswer answer)
    {
        message.Varint(1, (ulong)answer.Result.GrpcStatus());
        message.Text(2, answer.Message);
    }

    private static bool HasNothingToSay(OtlpAnswer answer) => answer is { Rejected: 0, Message.Length: 0 };

    private static string RejectedName(OtlpSignal? signal) => signal switch
    {
        OtlpSignal.Logs => "rejectedLogRecords",
        OtlpSignal.Traces => "rejectedSpans",
        _ => "rejectedDataPoints",
    };
}
