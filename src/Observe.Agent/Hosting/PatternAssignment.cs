using Observe.Agent.Parse;
using Observe.Agent.Parse.Patterns;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Sources.FileTail.Content;
using Observe.Agent.Sources.FileTail.Finding;
using Observe.Agent.Sources.FileTail.Reading;

namespace Observe.Agent.Hosting;

/// <summary>Mines one file by itself, records of all levels, with the agent's reader, parser and limits.</summary>
internal static class PatternAssignment
{
    /// <summary>The pattern of each record in order; with <paramref name="final"/> as it is known after the last record.</summary>
    /// <exception cref="StartupException">The file cannot be read.</exception>
    public static IEnumerable<string> Of(string path, AgentOptions options, TimeProvider time, bool final)
    {
        var names = new NameTables();
        var parser = new LogParser(names, new ProviderClassifier(new ProviderOptions { Providers = options.Providers }, names), time, options.Formats);
        var miner = new PatternMiner(options.Patterns, time);
        var ids = new List<PatternId>();
        foreach (var batch in Batches(Path.GetFullPath(path), options.Tail, time))
        {
            parser.Parse(batch);
            foreach (ref readonly var record in batch.Records)
            {
                ids.Add(miner.Observe(record, batch.Message(record)));
            }
        }

        return ids.Select(id => (final ? miner.Current(id) : id).ToString());
    }

    private static IEnumerable<LogBatch> Batches(string path, FileTailOptions options, TimeProvider time)
    {
        using var file = Open(path, options, time);
        var batch = new LogBatch();
        while (Read(file, batch) == ReadOutcome.Lines)
        {
            yield return batch;
            file.Accept(batch.Count, 0);
        }
    }

    private static ReadOutcome Read(TailedFile file, LogBatch batch)
    {
        try
        {
            return file.Read(batch, takePartial: true) is var outcome and not ReadOutcome.Binary
                ? outcome
                : throw new StartupException($"{file.Source.Path} is no text.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{file.Source.Path} cannot be read: {e.Message}", e);
        }
    }

    private static TailedFile Open(string path, FileTailOptions options, TimeProvider time)
    {
        try
        {
            var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var stat = FileStat.Of(handle, path);
            ILogContent content = RotatedName.IsGzip(path) ? new GzipContent(handle) : new PlainContent(handle);
            return new TailedFile(handle, content, FileCheckpoint.Fresh(stat.Identity, path, stat.Size), options, time);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} cannot be opened: {e.Message}", e);
        }
    }
}
