using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Observe.Agent.Parse;
using Observe.Agent.Parse.Custom;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Sources.FileTail.Content;
using Observe.Agent.Sources.FileTail.Finding;
using Observe.Agent.Sources.FileTail.Reading;

namespace Observe.Agent.Tests.Parse;

/// <summary>Reads a log through the real file tail, as the agent does, in as many pieces as is asked for; tells every field of every record.</summary>
internal sealed class FixtureLog : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NameTables _names = new();
    private readonly LogParser _parser;

    public FixtureLog(params FormatOptions[] formats) =>
        _parser = new LogParser(_names, new ProviderClassifier(new ProviderOptions(), _names), new Clock(), formats);

    public static string Folder { get; } = Path.Combine(ThisFolder(), "Fixtures");

    public static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.log").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!;

    /// <summary>Format, then a line for each record.</summary>
    public List<string> Read(string name, byte[] content, params int[] pieces)
    {
        var path = _folder[name];
        using var writer = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var file = Open(path);
        var batch = new LogBatch();
        var records = new List<string>();
        var at = 0;
        foreach (var piece in pieces.Append(content.Length))
        {
            var length = Math.Min(piece, content.Length - at);
            writer.Write(content, at, length);
            at += length;
            Take(file, batch, records, atEnd: at == content.Length);
        }

        var wrapper = file.Source.Wrapper == LogWrapper.None ? "" : $"{file.Source.Wrapper} of ";
        return [$"{wrapper}{file.Source.CustomFormat ?? file.Source.Format.ToString()}", .. records];
    }

    public void Dispose() => _folder.Dispose();

    private static TailedFile Open(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var options = new FileTailOptions { PartialLineTimeout = TimeSpan.FromHours(1), RecordTimeout = TimeSpan.FromHours(1) };
        return new TailedFile(handle, new PlainContent(handle), FileCheckpoint.Fresh(FileStat.Of(handle, path).Identity, path, 0), options, TimeProvider.System);
    }

    private void Take(TailedFile file, LogBatch batch, List<string> records, bool atEnd)
    {
        while (file.Read(batch, takePartial: atEnd, _parser.Join) == ReadOutcome.Lines)
        {
            var bytes = Lines(batch);
            _parser.Parse(batch);
            for (var i = 0; i < batch.Count; i++)
            {
                records.Add(Fields(batch, batch.Records[i], bytes[i]));
            }

            file.Accept(batch.Count, 0);
        }
    }

    /// <summary>How many lines of the file each record takes; afterwards what wrapped them is gone.</summary>
    private static int[] Lines(LogBatch batch) => [.. batch.Records.ToArray().Select(r => batch.Line(r).Count((byte)'\n') + 1)];

    private string Fields(LogBatch batch, LogRecord r, int lines)
    {
        var time = r.UnixMilliseconds == 0 ? "-" : DateTimeOffset.FromUnixTimeMilliseconds(r.UnixMilliseconds).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        var tokens = r.HasTokens ? $"{r.InputTokens}/{r.OutputTokens}/{r.CacheReadTokens}/{r.CacheWriteTokens}/{r.ReasoningTokens}{(r.TokensAreTotal ? " total" : "")}" : "-";
        var latency = r.LatencyMicroseconds < 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{r.LatencyMicroseconds}us");
        var unparsed = r.Unparsed == UnparsedReason.None ? "-" : r.Unparsed.ToString();
        string[] fields =
        [
            string.Create(CultureInfo.InvariantCulture, $"{lines}"), r.Level.ToString(), time, Name(_names.Providers, r.Provider), Name(_names.Categories, r.Category), Name(_names.Models, r.Model),
            latency, tokens, unparsed, Encoding.UTF8.GetString(batch.Message(r)).TrimEnd().Replace("\n", "\\n", StringComparison.Ordinal),
        ];
        return string.Join(" | ", fields);
    }

    private static string Name(NameTable table, int id) => id == 0 ? "-" : table[id];

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Parsed.Now;
    }
}
