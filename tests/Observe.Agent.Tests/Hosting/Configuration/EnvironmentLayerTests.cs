using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Tests.Hosting.Configuration;

public class EnvironmentLayerTests
{
    [Fact]
    public void Only_variables_with_the_prefix_are_read_in_any_case()
    {
        var root = Read(out var faults, ("OBSERVE__A__B", "1"), ("observe__a__c", "2"), ("OBSERVE_A", "x"), ("PATH", "y"), ("XOBSERVE__A", "z"));

        Assert.Empty(faults);
        var a = Assert.Single(root.Members).Value;
        Assert.Equal(["1", "2"], a.Members.Select(m => m.Value.Text));
        Assert.Equal("environment variable observe__a__c", a.Find("C")!.Origin.ToString());
    }

    [Theory]
    [InlineData("OBSERVE__")]
    [InlineData("OBSERVE__A__")]
    [InlineData("OBSERVE__A____B")]
    public void An_empty_key_is_a_fault(string name)
    {
        Read(out var faults, (name, "1"));
        var fault = Assert.Single(faults);
        Assert.Equal(name, fault.Origin.Name);
        Assert.Contains("expected a key", fault.Message);
    }

    [Fact]
    public void A_value_and_keys_below_it_exclude_each_other()
    {
        Read(out var faults, ("OBSERVE__A", "1"), ("OBSERVE__A__B", "2"));
        Assert.Contains("environment variable OBSERVE__A gives a value", Assert.Single(faults).ToString());
    }

    [Fact]
    public void The_same_key_in_two_cases_is_a_fault()
    {
        Read(out var faults, ("OBSERVE__A", "1"), ("observe__a", "2"));
        Assert.Contains("gives the same key", Assert.Single(faults).ToString());
    }

    private static SettingNode Read(out List<ConfigurationFault> faults, params (string Name, string Value)[] variables)
    {
        faults = [];
        return EnvironmentLayer.Read(variables.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal), faults);
    }
}
