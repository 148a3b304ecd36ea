using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>Rules of one name differ in severity and agree in domain, so that the worse one inhibits the other.</summary>
internal sealed class SeveritiesOfOneNameAgree : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var name in files.Alerts.GroupBy(a => a.Name, StringComparer.Ordinal))
        {
            foreach (var repeated in name.GroupBy(a => a.Severity, StringComparer.Ordinal).SelectMany(s => s.Skip(1)))
            {
                yield return new Finding(repeated.Where, "has the severity of another rule of this name");
            }

            foreach (var other in name.Where(a => a.Domain != name.First().Domain))
            {
                yield return new Finding(other.Where, $"is of another domain than {name.First().Where}");
            }
        }
    }
}
