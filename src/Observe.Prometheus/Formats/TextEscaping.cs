using System.Buffers;
using System.Text;

namespace Observe.Prometheus.Formats;

/// <summary>Strings within the text formats.</summary>
internal static class TextEscaping
{
    /// <summary>Writes a label value or quoted name, with backslash, quote and line feed escaped.</summary>
    public static void WriteQuoted(IBufferWriter<byte> destination, string text)
    {
        destination.Write("\""u8);
        Write(destination, text, escapeQuotes: true);
        destination.Write("\""u8);
    }

    public static void Write(IBufferWriter<byte> destination, string text, bool escapeQuotes)
    {
        // The text parsers of Prometheus end at a NUL: it cannot be written in any way.
        var source = text.Replace("\\", "\\\\").Replace("\n", "\\n").Replace('\0', '\uFFFD');
        Encoding.UTF8.GetBytes(escapeQuotes ? source.Replace("\"", "\\\"") : source, destination);
    }

    public static void WriteRaw(IBufferWriter<byte> destination, string text) => Encoding.UTF8.GetBytes(text, destination);
}
