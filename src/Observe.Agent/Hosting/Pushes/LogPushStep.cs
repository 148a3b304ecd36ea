namespace Observe.Agent.Hosting.Pushes;

/// <summary>
/// The batches of one request become one step of a commit: the lock is taken with the first that is counted, and held to the
/// end, so that no commit has half a request. Most requests are one batch, which is parsed before.
/// </summary>
internal sealed class LogPushStep(Committer committer, Func<bool> admit)
{
    private bool _held;
    private bool _admitted;
    private bool _complete;

    /// <summary>Whether batches are to be counted.</summary>
    public bool Enter()
    {
        if (!_held)
        {
            committer.Cut.Enter();
            _held = true;
            _admitted = admit();
        }

        return _admitted;
    }

    public void Complete() => _complete = true;

    public void End()
    {
        if (_held)
        {
            if (_admitted && !_complete)
            {
                committer.Break();
            }

            committer.Cut.Exit();
        }
    }
}
