using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint.Rules;

/// <summary>A record is called level:metric:operation.</summary>
internal sealed class RecordNamesHaveLevels : ILinter
{
    public IEnumerable<Finding> Check(StackFiles files) => files.Records
        .Where(r => r.Name.Split(':') is not [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }])
        .Select(r => new Finding(r.Where, "the name is not level:metric:operation"));
}
