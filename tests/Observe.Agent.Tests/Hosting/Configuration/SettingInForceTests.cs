using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Tests.Hosting.Configuration;

public sealed class SettingInForceTests : IDisposable
{
    private readonly ConfigurationFixture _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void Every_key_is_listed_once_with_its_value_and_its_origin()
    {
        _here.Write("""{ "Tail": { "maxlinebytes": 65536 } }""");
        var settings = SettingInForce.All(_here.Load(new() { Watch = ["a", "b"] })).ToDictionary(s => s.Key, StringComparer.Ordinal);

        Assert.Equal(["a", "b"], settings["watch"].Values);
        Assert.Equal(OriginKind.Flag, settings["watch"].Origin.Kind);
        Assert.Equal("64KiB", Assert.Single(settings["tail.maxLineBytes"].Values));
        Assert.Equal(OriginKind.File, settings["tail.maxLineBytes"].Origin.Kind);
        Assert.Equal("5s", Assert.Single(settings["tail.rescanInterval"].Values));
        Assert.Equal(OriginKind.Default, settings["tail.rescanInterval"].Origin.Kind);
    }

    /// <summary>What is printed as being in force, written into a file, is in force again.</summary>
    [Fact]
    public void What_is_listed_can_be_configured()
    {
        foreach (var setting in SettingInForce.All(_here.Load()))
        {
            var variable = EnvironmentLayer.Prefix + setting.Key.Replace(".", "__", StringComparison.Ordinal);
            if (setting.Kind != SettingKind.List)
            {
                _here.Variables[variable] = setting.Values[0];
            }

            for (var i = 0; setting.Kind == SettingKind.List && i < setting.Values.Count; i++)
            {
                _here.Variables[$"{variable}__{i}"] = setting.Values[i];
            }
        }

        var again = _here.Load();
        Assert.Empty(again.Faults);
        Assert.All(SettingInForce.All(again).Where(s => s.Values.Count > 0), s => Assert.Equal(OriginKind.Environment, s.Origin.Kind));
        Assert.Equal(
            SettingInForce.All(_here.Load()).Select(s => (s.Key, string.Join(',', s.Values))),
            SettingInForce.All(again).Select(s => (s.Key, string.Join(',', s.Values))));
    }
}
