using Observe.Agent.Records.Otlp.Views;

namespace Observe.Agent.Hosting.Pushes;

/// <summary>Whether equal bytes mean the same request.</summary>
internal static class RequestMarks
{
    /// <summary>True when each log record says when it was made: SDKs do. What somebody writes by hand may mean the same thing twice.</summary>
    public static bool AreOn(ReadOnlySpan<byte> logs)
    {
        foreach (var resource in OtlpResourceGroup.Of(logs))
        {
            foreach (var scope in new OtlpResourceGroup(resource).Scopes)
            {
                foreach (var item in new OtlpScopeGroup(scope).Items)
                {
                    var record = new OtlpLogRecord(item);
                    if (record.Time == 0 && record.ObservedTime == 0)
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }
}
