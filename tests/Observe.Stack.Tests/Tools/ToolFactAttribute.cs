namespace Observe.Stack.Tests.Tools;

/// <summary>A test with promtool and amtool of one toolset; skipped with the reason where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string toolset)
    {
        var tools = Toolset.Of(toolset);
        Skip = tools.Promtool is null || tools.Amtool is null ? tools.WhyMissing : null!;
    }
}
