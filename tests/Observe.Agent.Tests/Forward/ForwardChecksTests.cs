using System.Runtime.CompilerServices;
using Observe.Agent.Forward;
using Observe.Agent.Hosting.Configuration;
using Observe.Agent.Tests.Hosting.Configuration;

namespace Observe.Agent.Tests.Forward;

public sealed class ForwardChecksTests : IDisposable
{
    private readonly ConfigurationFixture _here = new();

    public void Dispose() => _here.Dispose();

    [Theory]
    [InlineData("TYPE", "kafka", "forward.X.type", "one of loki, otlp, relay")]
    [InlineData("ENDPOINT", "loki:3100", "forward.X.endpoint", "an address such as http://loki:3100")]
    [InlineData("ENDPOINT", "http://me:pass@loki", "forward.X.endpoint", "without a user")]
    [InlineData("ENDPOINT", "http://loki?x=1", "forward.X.endpoint", "without a query")]
    [InlineData("HEADERS__CONTENT-TYPE", "text/plain", "forward.X.headers.CONTENT-TYPE", "not set by the protocol")]
    [InlineData("HEADERS__X", "a\nb", "forward.X.headers.X", "visible ASCII")]
    [InlineData("QUEUEBYTES", "1kB", "forward.X.queueBytes", "from 1MiB")]
    [InlineData("BEARERTOKENFILE", "/run/token", "forward.X.bearerTokenFile", "got both")]
    [InlineData("RETRYDELAY", "1m", "forward.X.maxRetryDelay", "no less than retryDelay")]
    [InlineData("SPEED", "1", "forward.X.SPEED", "unknown key")]
    public void A_wrong_destination_is_refused_with_its_key(string key, string value, string at, string fault)
    {
        _here.Variables["OBSERVE__FORWARD__X__TYPE"] = "loki";
        _here.Variables["OBSERVE__FORWARD__X__ENDPOINT"] = "http://loki:3100";
        _here.Variables["OBSERVE__FORWARD__X__BEARERTOKEN"] = "s3cret";
        _here.Variables["OBSERVE__FORWARD__X__MAXRETRYDELAY"] = "30s";
        Assert.Empty(_here.Load().Faults);
        _here.Variables[$"OBSERVE__FORWARD__X__{key}"] = value;
        var found = Assert.Single(_here.Load().Faults);
        Assert.Equal(at, found.Key, ignoreCase: true);
        Assert.Contains(fault, found.Message);
        Assert.DoesNotContain("s3cret", found.ToString());
    }

    [Fact]
    public void Type_and_endpoint_must_be_given()
    {
        _here.Variables["OBSERVE__FORWARD__X__JOB"] = "a";
        Assert.Equal(["endpoint", "type"], _here.Load().Faults.Select(f => f.Key[(f.Key.LastIndexOf('.') + 1)..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_that_is_no_folder_is_refused()
    {
        var options = new Dictionary<string, ForwardOptions>(StringComparer.Ordinal) { ["../x"] = new() { Type = ForwardType.Loki, Endpoint = "http://loki" } };
        Assert.Contains("names a folder", Assert.Single(ForwardChecks.Faults(options)).Fault);
    }

    [Fact]
    public void Credentials_are_never_printed()
    {
        _here.Variables["OBSERVE__FORWARD__X__TYPE"] = "loki";
        _here.Variables["OBSERVE__FORWARD__X__ENDPOINT"] = "http://loki:3100";
        _here.Variables["OBSERVE__FORWARD__X__BEARERTOKEN"] = "s3cret-token";
        _here.Variables["OBSERVE__FORWARD__X__HEADERS__AUTHORIZATION"] = "s3cret-header";
        var printed = string.Join('\n', SettingInForce.All(_here.Load()).Select(s => $"{s.Key} {string.Join(' ', s.Values)}"));
        Assert.Contains("forward.X.bearerToken", printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("s3cret", printed);
    }

    [Fact]
    public void Every_key_stands_on_its_page_with_its_default_and_its_limits()
    {
        var page = File.ReadAllLines(Path.Combine(ThisFolder(), "../../../docs/forwarding.md"));
        foreach (var property in OptionKey.Properties(typeof(ForwardOptions)))
        {
            var key = OptionKey.Of(property.Name);
            var row = Assert.Single(page, l => l.StartsWith($"| `{key}` |", StringComparison.Ordinal));
            if (ScalarType.Of(property.PropertyType, property.Name) is { } scalar && OptionRange.Of(property) is { } range)
            {
                Assert.StartsWith($"| `{key}` | `{scalar.Format(property.GetValue(new ForwardOptions())!)}` | {range.Describe(scalar)} |", row);
            }
        }
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
