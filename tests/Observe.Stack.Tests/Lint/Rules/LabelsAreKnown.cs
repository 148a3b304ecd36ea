using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>An alert has a severity and a domain that Alertmanager routes, and the domain is that of its file.</summary>
internal sealed class LabelsAreKnown : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var alert in files.Alerts)
        {
            if (!Vocabulary.Severities.Contains(alert.Severity))
            {
                yield return new Finding(alert.Where, $"the severity is none of {string.Join(", ", Vocabulary.Severities)}");
            }

            var home = alert.Domain == "anomalies" ? "bands" : alert.Domain;
            if (!Vocabulary.Domains.Contains(alert.Domain) || Path.GetFileNameWithoutExtension(alert.File) != home)
            {
                yield return new Finding(alert.Where, $"domain {alert.Domain} does not belong into this file");
            }
        }
    }
}
