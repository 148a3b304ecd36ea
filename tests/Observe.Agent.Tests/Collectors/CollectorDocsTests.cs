using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Observe.Agent.Collectors;

namespace Observe.Agent.Tests.Collectors;

public class CollectorDocsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(ThisFolder(), "../../../docs/collectors.md"));

    [Fact]
    public void Each_collector_is_a_heading_of_the_docs_page() =>
        Assert.All(CollectorSet.Names, name => Assert.Contains($"\n## {name}\n", Page, StringComparison.Ordinal));

    [Fact]
    public void Each_metric_stands_on_the_docs_page()
    {
        var metrics = new List<string>();
        using var host = new HostFixture("host");
        using var set = CollectorSet.Create(new CollectorOptions(), new ManualTime(), NullLoggerFactory.Instance, host.Files);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter, set.Meter))
                {
                    metrics.Add(instrument.Name);
                }
            },
        };
        listener.Start();
        Assert.Equal(metrics.Count, metrics.Distinct().Count());
        Assert.InRange(metrics.Count, 30, 100);
        Assert.All(metrics, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
