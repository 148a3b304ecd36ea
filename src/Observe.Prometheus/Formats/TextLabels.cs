using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Labels;
using Observe.Prometheus.Naming;

namespace Observe.Prometheus.Formats;

/// <summary>Labels within the text formats.</summary>
internal static class TextLabels
{
    /// <summary>Writes the prefix of a line up to the value: <c>name{a="b"} </c>.</summary>
    public static void WriteSample(IBufferWriter<byte> destination, SampleName name, List<Label> labels)
    {
        if (labels.Count == 0)
        {
            destination.Write(name.Alone);
            return;
        }

        destination.Write(name.BeforeLabels);
        Write(destination, labels);
        destination.Write("} "u8);
    }

    /// <summary>Writes labels separated by commas.</summary>
    public static void Write(IBufferWriter<byte> destination, List<Label> labels)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            if (i > 0)
            {
                destination.Write(","u8);
            }

            var (name, value) = labels[i];
            if (LegacyNames.IsValid(name, allowColon: false))
            {
                TextEscaping.WriteRaw(destination, name);
            }
            else
            {
                TextEscaping.WriteQuoted(destination, name);
            }

            destination.Write("="u8);
            TextEscaping.WriteQuoted(destination, value);
        }
    }

    /// <summary>
    /// The labels within a rendered prefix, which begins with a name and ends with as many bytes as given; empty when it has none.
    /// </summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> prefix, SampleName name, int trailing) =>
        prefix.Length > name.BeforeLabels.Length + trailing && prefix.StartsWith(name.BeforeLabels)
            ? prefix[name.BeforeLabels.Length..^trailing]
            : [];

    /// <summary>Writes another name with labels already rendered, up to the value.</summary>
    public static void WriteLine(ref PageWriter writer, SampleName name, scoped ReadOnlySpan<byte> labels)
    {
        if (labels.IsEmpty)
        {
            writer.Write(name.Alone);
            return;
        }

        writer.Ensure(name.BeforeLabels.Length + labels.Length + 2);
        writer.Put(name.BeforeLabels);
        writer.Put(labels);
        writer.Put("} "u8);
    }
}
