namespace Observe.Stack.Tests.Tools;

public class SystemPromtoolTests() : PromtoolTests("system")
{
    [ToolFact("system")]
    public Task The_configuration_is_valid() => CheckConfigAsync();

    [ToolFact("system")]
    public Task The_rules_are_valid() => CheckRulesAsync();

    [ToolFact("system")]
    public Task Every_alert_does_what_its_tests_say() => TestRulesAsync();

    [ToolFact("system")]
    public Task The_prepared_remote_write_is_valid() => CheckRemoteWriteAsync();
}
