namespace Observe.Stack.Tests.Tools;

public class NewestAmtoolTests() : AmtoolTests("newest")
{
    [ToolFact("newest")]
    public Task The_configuration_is_valid() => CheckConfigAsync();

    [ToolFact("newest")]
    public Task Every_severity_of_every_domain_goes_where_it_should() => CheckRoutesAsync();
}
