using Observe.Prometheus.Formats;

namespace Observe.Prometheus.Pages;

/// <summary>Which family has which names of samples, so that no two families write series of one name.</summary>
internal sealed class ClaimedNames(PageEncoding encoding, WarningLog warnings)
{
    private readonly Dictionary<string, string> _owners = [];

    /// <summary>Refuses, with a report, a metric whose names are another family's or whose family has another type.</summary>
    public bool TryClaim(FamilyPart part, FamilyPlan? family)
    {
        if (family is not null)
        {
            return family.Type == part.Identity.Type || Refuse(part, $"'{family.Name.Family}' is a {family.Type} already");
        }

        var names = encoding.ClaimedNames(part.Name, part.Identity.Type).Append(part.Name.Family).Distinct().ToArray();
        foreach (var name in names)
        {
            if (_owners.TryGetValue(name, out var owner))
            {
                return Refuse(part, $"the name '{name}' belongs to '{owner}'");
            }
        }

        foreach (var name in names)
        {
            _owners.Add(name, part.Name.Family);
        }

        return true;
    }

    private bool Refuse(FamilyPart part, string reason)
    {
        warnings.Report(
            PrometheusWarningKind.TypeConflict,
            part.Name.Family,
            $"{part.Identity.Source}, a {part.Identity.Type}, is left out: {reason}.");
        return false;
    }
}
