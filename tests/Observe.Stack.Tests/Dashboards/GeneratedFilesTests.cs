using Observe.Dashboards;

namespace Observe.Stack.Tests.Dashboards;

public class GeneratedFilesTests
{
    [Fact]
    public void Dashboards_and_their_pages_are_what_their_source_makes()
    {
        var differing = string.Join('\n', GeneratedFiles.Differing(Repository.Root));
        Assert.True(differing.Length == 0, $"not as grafana/Observe.Dashboards makes them; dotnet run --project grafana/Observe.Dashboards writes them:\n{differing}");
    }

    [Fact]
    public void A_file_that_was_edited_is_missing_or_is_of_nobody_is_named()
    {
        var root = Directory.CreateTempSubdirectory("observe-stack-").FullName;
        try
        {
            foreach (var (path, text) in GeneratedFiles.All())
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
                File.WriteAllText(Path.Combine(root, path), text);
            }

            Assert.Empty(GeneratedFiles.Differing(root));
            File.AppendAllText(Path.Combine(root, "docs/dashboards/host.md"), "edited by hand");
            File.Delete(Path.Combine(root, "grafana/dashboards/logs/observe-logs.json"));
            File.WriteAllText(Path.Combine(root, "grafana/dashboards/logs/mine.json"), "{}");
            Assert.Equal(["docs/dashboards/host.md", "grafana/dashboards/logs/mine.json", "grafana/dashboards/logs/observe-logs.json"], GeneratedFiles.Differing(root));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Every_dashboard_has_its_picture() =>
        Assert.All(GeneratedFiles.All().Keys.Where(f => f.StartsWith("docs/", StringComparison.Ordinal)), page =>
        {
            var picture = new FileInfo(Path.Combine(Repository.Root, Path.ChangeExtension(page, "png")));
            Assert.InRange(picture.Exists ? picture.Length : 0, 10_000, 250_000);
        });
}
