using System.Globalization;
using System.Text.Json;

namespace Observe.Agent.Commands.Cmr;

/// <summary>Values of the report in words; a dash for what was not measured.</summary>
internal static class CmrText
{
    private const string None = "-";

    public static string Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) ? value.GetDouble().ToString("0.###", CultureInfo.InvariantCulture) : None;

    public static string Percent(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) ? value.GetDouble().ToString("0.0 %", CultureInfo.InvariantCulture) : None;

    public static string Time(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? Time(value.GetDouble()) : None;

    public static string Time(double seconds) => seconds switch
    {
        >= 1 => seconds.ToString("0.00 s", CultureInfo.InvariantCulture),
        >= 1e-3 => (seconds * 1e3).ToString("0.00 ms", CultureInfo.InvariantCulture),
        _ => (seconds * 1e6).ToString("0.0 us", CultureInfo.InvariantCulture),
    };
}
