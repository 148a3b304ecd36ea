namespace Observe.Stack.Tests.Tools;

public class SystemAmtoolTests() : AmtoolTests("system")
{
    [ToolFact("system")]
    public Task The_configuration_is_valid() => CheckConfigAsync();

    [ToolFact("system")]
    public Task Every_severity_of_every_domain_goes_where_it_should() => CheckRoutesAsync();
}
