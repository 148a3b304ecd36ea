using Observe.Agent.Sources.FileTail.Finding;

namespace Observe.Agent.Tests.Sources.FileTail;

public class GlobTests
{
    [Theory]
    [InlineData("/var/log/*.log", "app.log", true)]
    [InlineData("/var/log/*.log", "app.txt", false)]
    [InlineData("/var/log/*.log", "sub/app.log", false)]
    [InlineData("/var/log/**/*.log", "app.log", true)]
    [InlineData("/var/log/**/*.log", "a/b/app.log", true)]
    [InlineData("/var/log/**", "a/b/anything", true)]
    [InlineData("/var/log/app?.log", "app1.log", true)]
    [InlineData("/var/log/app?.log", "app12.log", false)]
    [InlineData("/var/log/*/x.log", "a/x.log", true)]
    [InlineData("/var/log/*/x.log", "x.log", false)]
    [InlineData("/var/log/*.LOG", "app.log", false)]
    public void A_pattern_matches_below_its_root(string pattern, string relative, bool matches)
    {
        var glob = Assert.Single(Glob.Parse(pattern));
        Assert.Equal("/var/log", glob.Root);
        Assert.Equal(matches, glob.Matches(relative));
    }

    [Fact]
    public void Braces_give_a_pattern_each()
    {
        var globs = Glob.Parse("/var/{log,spool}/*.{log,txt}").ToList();
        Assert.Equal(["/var/log", "/var/log", "/var/spool", "/var/spool"], globs.Select(g => g.Root));
        Assert.Equal([true, false, true, false], globs.Select(g => g.Matches("a.log")));
    }

    [Fact]
    public void A_folder_means_all_that_is_below_it()
    {
        using var folder = new TemporaryFolder();
        var glob = Assert.Single(Glob.Parse(folder.Path));
        Assert.Equal(folder.Path, glob.Root);
        Assert.True(glob.Matches("a/b.log"));
    }

    [Fact]
    public void A_path_without_wildcard_means_that_file()
    {
        using var folder = new TemporaryFolder();
        var glob = Assert.Single(Glob.Parse(folder.Write("messages", "")));
        Assert.Equal(folder.Path, glob.Root);
        Assert.True(glob.Matches("messages"));
        Assert.False(glob.Matches("messages.1"));
        Assert.Equal(0, glob.MaxDepth);
    }

    [Fact]
    public void A_path_where_nothing_is_yet_means_a_file_or_a_folder()
    {
        using var folder = new TemporaryFolder();
        var globs = Glob.Parse(folder["later"]).ToList();
        Assert.Equal([folder.Path, folder["later"]], globs.Select(g => g.Root));
        Assert.True(globs[0].Matches("later"));
        Assert.True(globs[1].Matches("a/b.log"));
    }

    [Fact]
    public void A_relative_pattern_starts_at_the_working_folder()
    {
        var glob = Assert.Single(Glob.Parse("./logs/*.log"));
        Assert.Equal(Path.GetFullPath("logs"), glob.Root);
    }
}
