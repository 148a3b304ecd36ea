namespace Observe.Agent.Records;

/// <summary>
/// Something beside the state that records are appended to, and whose length is committed together with the offsets they
/// were read up to: what is behind the committed length after a crash is cut off, for it will be read again.
/// </summary>
internal interface IJournal
{
    /// <summary>Under which its committed length is kept.</summary>
    string Name { get; }

    /// <summary>False when no more may be appended for now; whoever reads then waits.</summary>
    bool HasRoom { get; }

    /// <summary>Ends the part that the next commit takes, and gives its end. The caller holds the lock under which commits are cut.</summary>
    long Cut();

    /// <summary>Makes everything up to the last cut durable. When it throws, nothing is lost and it can be called again.</summary>
    /// <exception cref="JournalException">It could not be written.</exception>
    void Persist();

    /// <summary>The length is committed: from now on it is there for its readers.</summary>
    void Publish(long position);
}
