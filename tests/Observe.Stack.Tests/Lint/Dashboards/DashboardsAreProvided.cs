using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Dashboards;

/// <summary>A dashboard lies in the folder of its domain, which Grafana is told of and compose mounts; its uid is its file's name.</summary>
internal sealed class DashboardsAreProvided : ILinter
{
    private const string Mount = "/etc/grafana/dashboards";

    public IEnumerable<Finding> Check(StackFiles files)
    {
        foreach (var dashboard in files.Dashboards)
        {
            if (dashboard.Uid != dashboard.Name || dashboard.Uid != $"observe-{dashboard.Folder}")
            {
                yield return new Finding(dashboard.Name, $"has uid {dashboard.Uid} in folder {dashboard.Folder}");
            }

            if (!files.ProvidedFolders.Contains($"{Mount}/{dashboard.Folder}"))
            {
                yield return new Finding(dashboard.Name, $"Grafana is not told of folder {dashboard.Folder}");
            }
        }

        foreach (var folder in files.ProvidedFolders.Where(f => !files.Dashboards.Any(d => $"{Mount}/{d.Folder}" == f)))
        {
            yield return new Finding("grafana/provisioning", $"nothing lies in {folder}");
        }
    }
}
