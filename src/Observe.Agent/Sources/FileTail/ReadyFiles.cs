using System.Threading.Channels;

namespace Observe.Agent.Sources.FileTail;

/// <summary>The files with something to read, each once and claimed for whoever takes it. Thread-safe.</summary>
internal sealed class ReadyFiles
{
    private readonly Channel<TailedFile> _queue = Channel.CreateUnbounded<TailedFile>();

    public ChannelReader<TailedFile> Reader => _queue.Reader;

    /// <summary>Queues the file, or leaves a mark for its holder when somebody reads it now.</summary>
    public void Wake(TailedFile file)
    {
        if (file.TryClaim())
        {
            Requeue(file);
        }
    }

    /// <summary>Queues a claimed file; the claim goes with it.</summary>
    public void Requeue(TailedFile file) => _queue.Writer.TryWrite(file);
}
