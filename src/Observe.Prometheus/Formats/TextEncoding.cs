using System.Buffers;
using Observe.Prometheus.Buffers;
using Observe.Prometheus.Naming;

namespace Observe.Prometheus.Formats;

/// <summary>The line formats: Prometheus text 0.0.4 and 1.0.0, and OpenMetrics.</summary>
internal sealed class TextEncoding(PrometheusExposition exposition, PrometheusExporterOptions options) : PageEncoding
{
    private readonly bool _openMetrics = exposition == PrometheusExposition.OpenMetrics100;

    public override bool HasDetails => _openMetrics;

    public override IEnumerable<string> ClaimedNames(FamilyName name, FamilyType type)
    {
        string[] created = _openMetrics && type is FamilyType.Counter or FamilyType.Histogram or FamilyType.Summary ? [name.Base + "_created"] : [];
        return type switch
        {
            FamilyType.Histogram => [name.Base + "_bucket", name.Base + "_sum", name.Base + "_count", .. created],
            FamilyType.Summary => [name.Base, name.Base + "_sum", name.Base + "_count", .. created],
            _ => [name.Sample, .. created],
        };
    }

    public override byte[] Header(FamilyName name, FamilyType type, string help, string unit)
    {
        var header = new ArrayBufferWriter<byte>();
        if (help.Length > 0 && !_openMetrics)
        {
            WriteHelp(header, name, help);
        }

        Open(header, "# TYPE "u8, name);
        header.Write(TypeWord(name, type));
        header.Write("\n"u8);
        if (_openMetrics && unit.Length > 0)
        {
            Open(header, "# UNIT "u8, name);
            TextEscaping.WriteRaw(header, unit);
            header.Write("\n"u8);
        }

        if (help.Length > 0 && _openMetrics)
        {
            WriteHelp(header, name, help);
        }

        return header.WrittenSpan.ToArray();
    }

    public override SeriesEncoder Encoder(FamilyName name, FamilyType type) => type switch
    {
        FamilyType.Histogram => new TextHistogramEncoder(name, _openMetrics, [.. options.ExponentialHistogramBounds]),
        FamilyType.Summary => new TextSummaryEncoder(name, _openMetrics),
        _ => new TextNumberEncoder(name, _openMetrics && type == FamilyType.Counter && !name.Untyped),
    };

    public override PageMark BeginFamily(ref PageWriter writer, byte[] header)
    {
        var mark = writer.Mark;
        writer.Write(header);
        return mark;
    }

    public override void EndFamily(ref PageWriter writer, PageMark begin)
    {
    }

    public override void EndPage(ref PageWriter writer)
    {
        if (_openMetrics)
        {
            writer.Write("# EOF\n"u8);
        }
    }

    private static void Open(ArrayBufferWriter<byte> header, ReadOnlySpan<byte> keyword, FamilyName name)
    {
        header.Write(keyword);
        if (LegacyNames.IsValid(name.Family, allowColon: true))
        {
            TextEscaping.WriteRaw(header, name.Family);
        }
        else
        {
            TextEscaping.WriteQuoted(header, name.Family);
        }

        header.Write(" "u8);
    }

    private void WriteHelp(ArrayBufferWriter<byte> header, FamilyName name, string help)
    {
        Open(header, "# HELP "u8, name);
        TextEscaping.Write(header, help, escapeQuotes: _openMetrics);
        header.Write("\n"u8);
    }

    private ReadOnlySpan<byte> TypeWord(FamilyName name, FamilyType type) => type switch
    {
        _ when name.Untyped => _openMetrics ? "unknown"u8 : "untyped"u8,
        FamilyType.Counter => "counter"u8,
        FamilyType.Histogram => "histogram"u8,
        FamilyType.Summary => "summary"u8,
        FamilyType.Info when _openMetrics => "info"u8,
        _ => "gauge"u8,
    };
}
