using Observe.Stack.Tests.Files;

namespace Observe.Stack.Tests.Lint;

/// <summary>
/// One rule that the files of the stack keep. Each has a folder of its own name in <c>Lint/fixtures</c> with files that break it
/// and, in <c>expected.txt</c>, what is found there.
/// </summary>
internal interface ILinter
{
    IEnumerable<Finding> Check(StackFiles files);
}
