using System.Collections.Concurrent;
using Observe.Agent.Records.Otlp.Views;
using Observe.Agent.Tokens.Otlp;

namespace Observe.Agent.Hosting.Pushes;

/// <summary>Counts the log records that apps push, each request as a whole or not at all. Thread-safe.</summary>
internal sealed class LogPushes(Func<LogPushReader> newReader, Committer committer)
{
    private readonly ConcurrentBag<LogPushReader> _readers = [];

    /// <summary>Counts a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="admit">Asked once, under the lock under which commits are cut: whether it is to be counted.</param>
    public void Count(ReadOnlySpan<byte> request, Func<bool> admit)
    {
        if (!_readers.TryTake(out var reader))
        {
            reader = newReader();
        }

        var step = new LogPushStep(committer, admit);
        try
        {
            foreach (var message in OtlpResourceGroup.Of(request))
            {
                var group = new OtlpResourceGroup(message);
                reader.Begin(OtlpUsage.AppOf(group), group.Attributes, step);
                foreach (var scope in group.Scopes)
                {
                    reader.Read(new OtlpScopeGroup(scope), step);
                }
            }

            reader.Flush(step);
            step.Complete();
            _readers.Add(reader);
        }
        finally
        {
            step.End();
        }
    }
}
