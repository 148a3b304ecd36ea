using System.Runtime.CompilerServices;
using Observe.Agent.Forward;
using Observe.Agent.Hosting;
using Observe.Agent.Hosting.Configuration;
using Observe.Agent.Parse.Custom;
using Observe.Agent.Sources.FileTail.Finding;

namespace Observe.Agent.Tests.Hosting;

/// <summary>Defaults and limits are promises: they hold on the options and stand in the docs as they are.</summary>
public class AgentOptionsTests
{
    /// <summary>Defaults that depend on the machine, as the docs say them.</summary>
    private static readonly Dictionary<string, string> InWords = new(StringComparer.Ordinal)
    {
        ["data"] = "`$XDG_STATE_HOME/observe`, else `~/.local/state/observe`",
        ["tail.workers"] = "number of processors",
    };

    [Fact]
    public void Every_default_is_within_its_own_limits()
    {
        foreach (var (key, range, value, _) in Limited(new AgentOptions(), ""))
        {
            Assert.True(range.Holds(value), $"{key}: {value} is not in {range}");
        }
    }

    [Fact]
    public void Every_key_stands_in_the_docs_with_its_default_and_its_limits()
    {
        var docs = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs/configuration.md"));
        var limits = Limited(new AgentOptions(), "").ToDictionary(l => l.Key, l => l.Text, StringComparer.Ordinal);
        var loaded = new LoadedConfiguration(new AgentOptions(), null, new Dictionary<string, Origin>(StringComparer.Ordinal), []);
        foreach (var setting in SettingInForce.All(loaded))
        {
            var values = setting.Values is [] or ["null"] ? "none" : string.Join(" ", setting.Values.Select(v => $"`{v}`"));
            var line = $"| `{setting.Key}` | {InWords.GetValueOrDefault(setting.Key, values)} | {limits.GetValueOrDefault(setting.Key, "")} |";
            Assert.True(
                docs.Any(d => d.StartsWith(line.Replace("|  |", "| |", StringComparison.Ordinal), StringComparison.Ordinal)),
                $"docs/configuration.md has no row that begins with\n{line}");
        }
    }

    /// <summary>Of these there is none by default, so that the tables of defaults above do not hold them.</summary>
    [Theory]
    [InlineData(typeof(FormatOptions), "configuration.md")]
    [InlineData(typeof(ForwardOptions), "forwarding.md")]
    public void Every_key_of_what_can_be_declared_stands_in_the_docs(Type options, string page)
    {
        var docs = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../docs", page));
        Assert.All(OptionKey.Properties(options), p => Assert.Contains($"\n| `{OptionKey.Of(p.Name)}` |", docs, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/var/log/app.log", true)]
    [InlineData("/var/log/nginx/access.log", true)]
    [InlineData("/var/log/a/b/c.log", true)]
    [InlineData("/var/log/httpd/error_log", true)]
    [InlineData("/var/log/syslog", true)]
    [InlineData("/var/log/messages", true)]
    [InlineData("/var/log/dmesg", true)]
    [InlineData("/var/log/wtmp", false)]
    [InlineData("/var/log/btmp", false)]
    [InlineData("/var/log/lastlog", false)]
    [InlineData("/var/log/journal/0123/system.journal", false)]
    public void The_default_globs_take_text_logs_of_var_log_and_no_binary_ones(string path, bool taken) => Assert.Equal(taken, Takes(path));

    [Theory]
    [InlineData("logs/app.log", true)]
    [InlineData("logs/deep/er/any.name", true)]
    [InlineData("logs/app.zip", false)]
    [InlineData("logs/deep/system.journal", false)]
    [InlineData("logs/wtmp", false)]
    [InlineData("logs/.hidden", false)]
    [InlineData("other/app.log", false)]
    public void The_default_globs_take_what_is_in_logs_but_nothing_hidden_or_binary(string path, bool taken) =>
        Assert.Equal(taken, Takes(Path.GetFullPath(path)));

    private static bool Takes(string path)
    {
        var options = new AgentOptions();
        return options.Watch.Any(g => Matches(g, path)) && !options.Exclude.Any(g => Matches(g, path));
    }

    private static bool Matches(string pattern, string path) => Glob.Parse(pattern).Any(glob =>
    {
        var root = glob.Root == "/" ? "/" : glob.Root + "/";
        return path.StartsWith(root, StringComparison.Ordinal) && glob.Matches(path.AsSpan(root.Length));
    });

    private static IEnumerable<(string Key, OptionRange Range, object Value, string Text)> Limited(object options, string parent)
    {
        foreach (var property in OptionKey.Properties(options.GetType()))
        {
            var key = OptionKey.Join(parent, OptionKey.Of(property.Name));
            var value = property.GetValue(options);
            if (ScalarType.Of(property.PropertyType, property.Name) is { } scalar)
            {
                if (OptionRange.Of(property) is { } range)
                {
                    yield return (key, range, value!, range.Describe(scalar));
                }
            }
            else if (value is not null && OptionKey.ItemOf(property.PropertyType, out _) is null)
            {
                foreach (var below in Limited(value, key))
                {
                    yield return below;
                }
            }
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
