using System.Buffers;
using System.Text;
using Observe.Prometheus.Naming;

namespace Observe.Prometheus.Formats;

/// <summary>
/// The name of a sample as a text format opens a line with it: <c>name{</c> or, where the name needs quotes,
/// <c>{"name",</c> before labels, and <c>name </c> or <c>{"name"} </c> where there are none.
/// </summary>
internal sealed class SampleName
{
    public SampleName(string name)
    {
        if (LegacyNames.IsValid(name, allowColon: true))
        {
            BeforeLabels = Encoding.UTF8.GetBytes(name + "{");
            Alone = Encoding.UTF8.GetBytes(name + " ");
            return;
        }

        var quoted = new ArrayBufferWriter<byte>();
        TextEscaping.WriteQuoted(quoted, name);
        BeforeLabels = [(byte)'{', .. quoted.WrittenSpan, (byte)','];
        Alone = [(byte)'{', .. quoted.WrittenSpan, (byte)'}', (byte)' '];
    }

    public byte[] BeforeLabels { get; }

    public byte[] Alone { get; }
}
