using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>A file has one group, named after it: its rules are evaluated in their order.</summary>
internal sealed class GroupsBelongToFiles : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Rules
        .Where(r => r.Group != $"observe-{Path.GetFileNameWithoutExtension(r.File)}")
        .Select(r => new Finding(r.Where, $"group {r.Group} is not the file's"));
}
