using System.Globalization;
using System.Text;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Cmr.Intake;

/// <summary>What the attributes of a point say.</summary>
internal readonly struct PointAttributes
{
    public PointAttributes(OtlpAttributes attributes)
    {
        var all = new List<string>();
        foreach (var attribute in attributes)
        {
            var value = attribute.Value.Kind switch
            {
                OtlpValueKind.Text => Encoding.UTF8.GetString(attribute.Value.Bytes),
                OtlpValueKind.Int => attribute.Value.Int.ToString(CultureInfo.InvariantCulture),
                OtlpValueKind.Bool => attribute.Value.Bool ? "true" : "false",
                OtlpValueKind.Double => attribute.Value.Double.ToString("R", CultureInfo.InvariantCulture),
                _ => "",
            };
            var key = Encoding.UTF8.GetString(attribute.Key);
            all.Add($"{key}={value}");
            switch (key)
            {
                case "cmr.layer":
                    Layer = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var layer) ? layer : null;
                    break;
                case "result":
                    Result = value;
                    break;
                case "component":
                    Component = value;
                    break;
            }
        }

        // Not every SDK gives them in the same order each time.
        all.Sort(StringComparer.Ordinal);
        All = string.Join('\n', all);
    }

    /// <summary>Everything, to tell one series from another.</summary>
    public string All { get; }

    public int? Layer { get; }

    public string? Result { get; }

    public string? Component { get; }
}
