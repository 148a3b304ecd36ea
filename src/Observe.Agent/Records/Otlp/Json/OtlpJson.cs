using System.Buffers;
using System.Text.Json;
using Observe.Agent.Records.Otlp.Schema;
using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Json;

/// <summary>
/// The JSON form of OTLP requests, rewritten as protobuf so that one path serves both. OTLP's mapping differs from that of
/// protobuf in two things: ids are hexadecimal, enums are integers alone.
/// </summary>
internal static class OtlpJson
{
    /// <summary>Objects and arrays within each other: two for each message of <see cref="OtlpValidation.MaxDepth"/>.</summary>
    private const int MaxDepth = 2 * OtlpValidation.MaxDepth;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Rewrites a request. When it is none, nothing is written and <paramref name="fault"/> says where it went wrong.</summary>
    public static bool TryToProtobuf(OtlpSignal signal, ReadOnlySpan<byte> utf8, IBufferWriter<byte> to, out string fault)
    {
        if (utf8.StartsWith(ByteOrderMark))
        {
            utf8 = utf8[ByteOrderMark.Length..];
        }

        var type = OtlpSchema.RequestOf(signal);
        using var writer = new ProtoWriter(utf8.Length);
        var rewriter = new JsonRewriter(utf8, MaxDepth, writer);
        try
        {
            rewriter.Rewrite(type);
        }
        catch (JsonException e)
        {
            fault = $"not an {type.Name}: {e.Message}";
            return false;
        }

        to.Write(writer.Written.Span);
        fault = "";
        return true;
    }
}
