using Observe.Prometheus.Formats;

namespace Observe.Prometheus.Pages;

/// <summary>The one description and unit that a family is written with, whatever its metrics say.</summary>
internal static class FamilyMetadata
{
    public static byte[] Header(FamilyPlan plan, PageEncoding encoding, WarningLog warnings)
    {
        var help = plan.Parts.Select(part => part.Identity.Help).FirstOrDefault(text => text.Length > 0, "");
        var unit = plan.Parts.Select(part => part.Name.Unit).FirstOrDefault(text => text.Length > 0, "");
        foreach (var part in plan.Parts)
        {
            var source = part.Identity.Source;
            if (part.Identity.Help.Length > 0 && part.Identity.Help != help)
            {
                warnings.Report(
                    PrometheusWarningKind.HelpConflict,
                    plan.Name.Family,
                    $"{source} describes itself as '{part.Identity.Help}', another metric of the name as '{help}'.");
            }

            if (part.Name.Unit.Length > 0 && part.Name.Unit != unit)
            {
                warnings.Report(
                    PrometheusWarningKind.UnitConflict,
                    plan.Name.Family,
                    $"{source} has the unit '{part.Name.Unit}', another metric of the name '{unit}'.");
            }
        }

        return encoding.Header(plan.Name, plan.Type, help, unit);
    }
}
