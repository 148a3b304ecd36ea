using Observe.Agent.Parse;

namespace Observe.Agent.Tests.Parse;

public class FileKindsTests
{
    private static readonly Dictionary<string, string[]> None = [];

    [Theory]
    [InlineData("/logs/ippoc_fixed.log", "fixed")]
    [InlineData("/logs/ippoc-dev.2.log", "dev")]
    [InlineData("/logs/Final.LOG", "final")]
    [InlineData("/var/log/nginx/error.log.1", "error")]
    [InlineData("/var/log/nginx/access.log", "access")]
    [InlineData("/logs/dev_error.log", "dev")]
    [InlineData("/logs/debug.log", "debug")]
    [InlineData("/logs/device.log", "other")]
    [InlineData("/logs/terror.log", "other")]
    [InlineData("/logs/error/app.log", "other")]
    public void A_word_of_the_name_tells_the_kind(string path, string kind) => Assert.Equal(kind, new FileKinds(None).Of(path));

    [Fact]
    public void Declared_kinds_come_first_and_replace_those_of_their_name()
    {
        var kinds = new FileKinds(new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase) { ["nightly"] = ["*-batch.log"], ["Fixed"] = ["mended"] });
        Assert.Equal("nightly", kinds.Of("/logs/dev-batch.log"));
        Assert.Equal("fixed", kinds.Of("/logs/mended.log"));
        Assert.Equal("other", kinds.Of("/logs/fixed.log"));
    }

    [Fact]
    public void A_kind_without_a_name_or_with_a_folder_is_refused()
    {
        var faults = FileKinds.Faults(new Dictionary<string, string[]> { ["a"] = [], ["b"] = ["x/y"], ["c"] = [" "], ["d"] = ["fine"] }).ToList();
        Assert.Equal(["a", "b", "c"], faults.Select(f => f.Kind));
        Assert.All(faults, f => Assert.Contains("*-batch.log", f.Fault));
    }
}
