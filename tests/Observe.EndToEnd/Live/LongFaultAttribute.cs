using System.Reflection;
using Observe.EndToEnd.Live.Faults;
using Xunit.Sdk;

namespace Observe.EndToEnd.Live;

/// <summary>One fault alone, in the long form; skipped with its reason where this machine does not allow it.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class LongFaultAttribute : DataAttribute
{
    public LongFaultAttribute(FaultKind kind)
    {
        Kind = kind;
        Skip = (LongForm.WhyNot ?? FaultKinds.WhyNot(kind))!;
    }

    public FaultKind Kind { get; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Kind]];
}
