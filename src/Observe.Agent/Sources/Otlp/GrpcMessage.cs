using System.Text;

namespace Observe.Agent.Sources.Otlp;

/// <summary>The text of <c>grpc-message</c>.</summary>
internal static class GrpcMessage
{
    private const string Hex = "0123456789ABCDEF";

    /// <summary>Only what is not printable ASCII, and <c>%</c> itself, is escaped: clients unescape no more than that.</summary>
    public static string Escape(string message)
    {
        if (!message.AsSpan().ContainsAnyExceptInRange(' ', '~') && !message.Contains('%'))
        {
            return message;
        }

        var escaped = new StringBuilder(message.Length * 2);
        foreach (var b in Encoding.UTF8.GetBytes(message))
        {
            if (b is >= (byte)' ' and <= (byte)'~' and not (byte)'%')
            {
                escaped.Append((char)b);
            }
            else
            {
                escaped.Append('%').Append(Hex[b >> 4]).Append(Hex[b & 15]);
            }
        }

        return escaped.ToString();
    }
}
