using Observe.Prometheus.Buffers;
using Observe.Prometheus.Naming;

namespace Observe.Prometheus.Formats;

/// <summary>
/// Length-delimited messages <c>io.prometheus.client.MetricFamily</c>. Only this format holds native histograms. A family's
/// length is known when its last series is written; five bytes are left for it.
/// </summary>
internal sealed class ProtobufEncoding : PageEncoding
{
    private const int LengthSize = 5;

    private const int NameField = 1;
    private const int HelpField = 2;
    private const int TypeField = 3;
    private const int UnitField = 5;

    private const ulong CounterType = 0;
    private const ulong GaugeType = 1;
    private const ulong SummaryType = 2;
    private const ulong HistogramType = 4;

    public override bool HasDetails => true;

    public override IEnumerable<string> ClaimedNames(FamilyName name, FamilyType type) => type switch
    {
        FamilyType.Histogram => [name.Base + "_bucket", name.Base + "_sum", name.Base + "_count"],
        FamilyType.Summary => [name.Base, name.Base + "_sum", name.Base + "_count"],
        _ => [name.Sample],
    };

    public override byte[] Header(FamilyName name, FamilyType type, string help, string unit)
    {
        var message = new ProtobufMessage();
        message.Put(NameField, name.Family);
        if (help.Length > 0)
        {
            message.Put(HelpField, help);
        }

        message.Put(TypeField, type switch
        {
            FamilyType.Counter => CounterType,
            FamilyType.Histogram => HistogramType,
            FamilyType.Summary => SummaryType,
            _ => GaugeType,
        });
        if (unit.Length > 0)
        {
            message.Put(UnitField, unit);
        }

        return message.Written.ToArray();
    }

    public override SeriesEncoder Encoder(FamilyName name, FamilyType type) => type switch
    {
        FamilyType.Histogram => new ProtobufHistogramEncoder(),
        FamilyType.Summary => new ProtobufSummaryEncoder(),
        _ => new ProtobufNumberEncoder(type == FamilyType.Counter),
    };

    public override PageMark BeginFamily(ref PageWriter writer, byte[] header)
    {
        writer.Ensure(LengthSize);
        var mark = writer.Mark;
        writer.Skip(LengthSize);
        writer.Write(header);
        return mark;
    }

    public override void EndFamily(ref PageWriter writer, PageMark begin)
    {
        var length = writer.LengthSince(begin) - LengthSize;
        ProtobufMessage.WritePaddedVarint(writer.At(begin, LengthSize), (ulong)length);
    }

    public override void EndPage(ref PageWriter writer)
    {
    }
}
