using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>What grafana/panels.yml promises to alerts is there: the dashboard, the panel under its id and title, and the expression.</summary>
internal sealed class PanelsOfAlertsAreThere : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var promise in files.Panels)
        {
            var panel = files.Dashboards.FirstOrDefault(d => d.Uid == promise.Dashboard)?.Panels.FirstOrDefault(p => p.Id == promise.Id);
            if (panel is null)
            {
                yield return new Finding(promise.Where, "no dashboard has this panel");
                continue;
            }

            if (panel.Title != promise.Title)
            {
                yield return new Finding(promise.Where, $"is called {panel.Title} in the dashboard");
            }

            var shown = Operand.Of(promise.Shows);
            if (!panel.Expressions.Any(e => shown.IsIn(e)))
            {
                yield return new Finding(promise.Where, $"does not show {promise.Shows}");
            }
        }
    }
}
