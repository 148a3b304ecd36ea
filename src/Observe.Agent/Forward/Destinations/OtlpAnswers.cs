using System.Net;

namespace Observe.Agent.Forward.Destinations;

/// <summary>What an OTLP/HTTP peer's answers mean, as the OTLP specification says.</summary>
internal static class OtlpAnswers
{
    public const string ContentType = "application/x-protobuf";

    /// <summary>Of the 5xx only these three may be tried again.</summary>
    public static bool Refuses(HttpStatusCode status) => Refusal.IsAboutData(status)
        || ((int)status >= 500 && status is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout));

    /// <summary>The number in <c>partial_success.rejected_…</c> (field 1 of field 1 in all signals); 0 when it is not there.</summary>
    public static long Rejected(ReadOnlySpan<byte> answer) =>
        Find(answer, wireType: 2, out var partial, out _) && Find(partial, wireType: 0, out _, out var rejected) && rejected > 0 ? rejected : 0;

    /// <summary>Finds field 1 in a message; an answer that is no protobuf has none.</summary>
    private static bool Find(ReadOnlySpan<byte> message, int wireType, out ReadOnlySpan<byte> content, out long number)
    {
        content = default;
        number = 0;
        while (TryVarint(ref message, out var tag))
        {
            var length = 0UL;
            if ((tag & 7) switch
            {
                0 => !TryVarint(ref message, out length),
                2 => !TryVarint(ref message, out length) || length > (ulong)message.Length,
                _ => true,
            })
            {
                return false;
            }

            if (tag >> 3 == 1 && (int)(tag & 7) == wireType)
            {
                number = (long)length;
                content = wireType == 2 ? message[..(int)length] : default;
                return true;
            }

            message = (tag & 7) == 2 ? message[(int)length..] : message;
        }

        return false;
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var i = 0; i < bytes.Length && i < 10; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
