namespace Observe.Stack.Tests.Tools;

public class NewestPromtoolTests() : PromtoolTests("newest")
{
    [ToolFact("newest")]
    public Task The_configuration_is_valid() => CheckConfigAsync();

    [ToolFact("newest")]
    public Task The_rules_are_valid() => CheckRulesAsync();

    [ToolFact("newest")]
    public Task Every_alert_does_what_its_tests_say() => TestRulesAsync();

    [ToolFact("newest")]
    public Task The_prepared_remote_write_is_valid() => CheckRemoteWriteAsync();
}
