using System.Text.RegularExpressions;

namespace Observe.Stack.Tests.Documents;

/// <summary>Links between the project's own pages lead somewhere, headings included.</summary>
public partial class DocumentLinksTests
{
    [Fact]
    public void Every_link_to_a_file_or_a_heading_of_the_project_leads_there()
    {
        var pages = Pages().ToList();
        Assert.True(pages.Count > 20, "hardly any page was found");

        var broken = pages.SelectMany(page => Broken(page, File.ReadAllText(page))).ToList();

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    [Theory]
    [InlineData("[x](no-such-page.md)")]
    [InlineData("[x](architecture.md#no-such-heading)")]
    [InlineData("![x](no-such-picture.png)")]
    public void A_link_that_leads_nowhere_is_found(string text) =>
        Assert.Single(Broken(Path.Combine(Repository.Root, "docs/alerts.md"), text));

    [Theory]
    [InlineData("[x](architecture.md#data-flow)")]
    [InlineData("[x](../README.md)")]
    [InlineData("[x](#severities)")]
    [InlineData("[x](https://example.org/elsewhere)")]
    [InlineData("`[x](no-such-page.md)`")]
    public void A_link_that_leads_somewhere_is_none_of_them(string text) =>
        Assert.Empty(Broken(Path.Combine(Repository.Root, "docs/alerts.md"), text + "\n## Severities\n"));

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "README.md", SearchOption.AllDirectories));

    private static IEnumerable<string> Broken(string page, string text)
    {
        foreach (Match link in Link().Matches(Code().Replace(text, "")))
        {
            var parts = link.Groups["target"].Value.Split('#', 2);
            if (parts[0].Contains(':', StringComparison.Ordinal))
            {
                continue;
            }

            var target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
            var isThere = parts[0].Length == 0 || File.Exists(target) || Directory.Exists(target);
            if (!isThere || (parts.Length == 2 && !Anchors(parts[0].Length == 0 ? text : File.ReadAllText(target)).Contains(parts[1])))
            {
                yield return $"{Path.GetRelativePath(Repository.Root, page)}: {link.Value}";
            }
        }
    }

    /// <summary>As GitHub makes them of headings: small letters, dashes for spaces, other signs left out.</summary>
    private static HashSet<string> Anchors(string text) =>
        [.. Heading().Matches(Fence().Replace(text, "")).Select(h => Unwanted().Replace(h.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"!?\[[^\]\n]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex Code();

    [GeneratedRegex("^```.*?^```", RegexOptions.ExplicitCapture | RegexOptions.Singleline | RegexOptions.Multiline, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex("^#{1,6} (?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unwanted();
}
