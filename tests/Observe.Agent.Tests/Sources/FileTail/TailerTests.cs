using System.Text;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail;

namespace Observe.Agent.Tests.Sources.FileTail;

/// <summary>The tailer on real files, read by hand: scan, take what is ready, accept, commit, begin again.</summary>
public sealed class TailerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<FileFault> _faults = [];
    private readonly Dictionary<FileIdentity, FileCheckpoint> _committed = [];
    private readonly Dictionary<string, long> _followed = [];
    private readonly FileTailOptions _options = new() { PartialLineTimeout = TimeSpan.FromHours(1) };
    private Tailer _tailer;
    private string[] _patterns;

    public TailerTests()
    {
        _patterns = [_folder["*.log"]];
        _tailer = NewTailer();
    }

    public void Dispose()
    {
        _tailer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_file_is_read_from_its_start_and_then_what_is_appended()
    {
        _folder.Write("a.log", "one\ntwo\n");
        Assert.Equal(["one", "two"], ReadNew());
        _folder.Append("a.log", "three\n");
        Assert.Equal(["three"], ReadNew());
        Assert.Empty(ReadNew());
    }

    [Fact]
    public void A_carriage_return_belongs_to_the_line_end()
    {
        _folder.Write("a.log", "one\r\ntwo\r\n");
        Assert.Equal(["one", "two"], ReadNew());
    }

    [Fact]
    public void A_last_line_without_its_end_waits_for_it()
    {
        _folder.Write("a.log", "one\ntw");
        Assert.Equal(["one"], ReadNew());
        _folder.Append("a.log", "o\n");
        Assert.Equal(["two"], ReadNew());
    }

    [Fact]
    public void A_last_line_taken_unfinished_is_counted_once_though_its_rest_comes_later()
    {
        _options.PartialLineTimeout = TimeSpan.Zero;
        _folder.Write("a.log", "one\ntw");
        Assert.Equal(["one", "tw"], ReadNew());
        _folder.Append("a.log", "o\nthree\n");
        Restart();
        Assert.Equal(["three"], ReadNew());
    }

    [Fact]
    public void A_renamed_file_is_read_to_its_end_beside_its_successor()
    {
        _folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        _folder.Append("a.log", "two\n");
        File.Move(_folder["a.log"], _folder["a.log.1"]);
        _folder.Write("a.log", "three\n");
        Assert.Equal(["three", "two"], ReadNew().Order(StringComparer.Ordinal));
        Assert.Empty(ReadNew());
    }

    [Fact]
    public void A_file_renamed_while_the_agent_was_away_is_finished_first()
    {
        _folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        _folder.Append("a.log", "two\n");
        File.Move(_folder["a.log"], _folder["a.log.2"]);
        _folder.Write("a.log.1", "three\n");
        _folder.Write("a.log", "four\n");
        Restart();
        Assert.Equal(["four", "three", "two"], ReadNew().Order(StringComparer.Ordinal));
        Restart();
        Assert.Empty(ReadNew());
    }

    [Fact]
    public void History_rotated_before_the_file_was_watched_is_left_alone()
    {
        File.SetLastWriteTimeUtc(_folder.Write("a.log.1", "old\n"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _folder.Write("a.log", "new\n");
        Assert.Equal(["new"], ReadNew());
    }

    [Fact]
    public void A_truncated_file_is_read_from_its_start_again()
    {
        _folder.Write("a.log", "one\ntwo\n");
        Assert.Equal(["one", "two"], ReadNew());
        Overwrite("x\n");
        Assert.Equal(["x"], ReadNew());
    }

    [Fact]
    public void A_file_truncated_and_grown_beyond_the_offset_is_read_from_its_start_again()
    {
        _folder.Write("a.log", "one\ntwo\n");
        Assert.Equal(["one", "two"], ReadNew());
        Overwrite("other beginning\nand more\n");
        Assert.Equal(["other beginning", "and more"], ReadNew());
        Overwrite("third beginning, longer than ever before\nand more\n");
        Restart();
        Assert.Equal(["third beginning, longer than ever before", "and more"], ReadNew());
    }

    [Fact]
    public void What_was_not_committed_is_read_again_after_a_crash()
    {
        _folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        _folder.Append("a.log", "two\n");
        Assert.Equal(["two"], ReadNew(commit: false));
        Restart();
        Assert.Equal(["two"], ReadNew());
    }

    [Fact]
    public void A_line_over_the_limit_counts_once_and_costs_no_other_line()
    {
        _options.MaxLineBytes = 1000;
        _folder.Write("a.log", "one\n" + new string('x', 3_000_000) + "\ntwo\n");
        var lines = ReadNew();
        Assert.Equal(["one", new string('x', 1000), "two"], lines);
        Restart();
        Assert.Empty(ReadNew());
    }

    [Fact]
    public void A_line_longer_than_the_buffer_but_within_the_limit_is_whole()
    {
        var line = new string('y', 700_000);
        _folder.Write("a.log", $"one\n{line}\ntwo\n");
        Assert.Equal(["one", line, "two"], ReadNew());
    }

    [Fact]
    public void A_binary_file_is_told_once_and_left_out()
    {
        File.WriteAllBytes(_folder["b.log"], new byte[1000]);
        _folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Assert.Empty(ReadNew());
        var fault = Assert.Single(_faults);
        Assert.Equal((_folder["b.log"], FileFault.Binary), (fault.Path, fault.Reason));
    }

    [Fact]
    public void A_link_out_of_the_watched_folder_is_told_and_not_followed()
    {
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("secret.log", "secret\n");
        elsewhere.Write("sub/secret.log", "secret\n");
        File.CreateSymbolicLink(_folder["link.log"], elsewhere["secret.log"]);
        Directory.CreateSymbolicLink(_folder["folder"], elsewhere["sub"]);
        _patterns = [_folder["**/*.log"]];
        Restart();
        Assert.Empty(ReadNew());
        var fault = Assert.Single(_faults);
        Assert.Equal((_folder["link.log"], FileFault.LinkOutside), (fault.Path, fault.Reason));
    }

    [Fact]
    public void A_link_within_the_watched_folder_is_the_same_file()
    {
        _folder.Write("a.log", "one\n");
        File.CreateSymbolicLink(_folder["b.log"], _folder["a.log"]);
        Assert.Equal(["one"], ReadNew());
    }

    [Fact]
    public void A_folder_that_goes_away_is_told_and_read_again_when_it_comes_back()
    {
        _patterns = [_folder["sub/*.log"]];
        Restart();
        _folder.Write("sub/a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Directory.Delete(_folder["sub"], recursive: true);
        Assert.Empty(ReadNew());
        Assert.Equal(FileFault.FolderGone, Assert.Single(_faults).Reason);
        _folder.Write("sub/a.log", "two\n");
        Assert.Equal(["two"], ReadNew());
    }

    [Fact]
    public void Excluded_files_are_not_read()
    {
        _folder.Write("a.log", "one\n");
        _folder.Write("noise.log", "two\n");
        _tailer.Dispose();
        _tailer = NewTailer(_folder["noise*"]);
        Assert.Equal(["one"], ReadNew());
    }

    [Fact]
    public void More_files_than_the_limit_are_told()
    {
        _options.MaxFiles = 1;
        _folder.Write("a.log", "one\n");
        _folder.Write("b.log", "two\n");
        Assert.Single(ReadNew());
        Assert.Equal(FileFault.TooMany, Assert.Single(_faults).Reason);
    }

    [Fact]
    public void A_survey_knows_sizes_what_is_unread_and_compressed_files()
    {
        _folder.Write("a.log", "one\ntwo\n");
        File.WriteAllBytes(_folder["a.log.2.gz"], [0x1f, 0x8b, 1, 2, 3]);
        ReadNew();
        _folder.Append("a.log", "three\n");
        foreach (var file in _tailer.Files)
        {
            file.Stat();
        }

        var survey = _tailer.Survey();
        Assert.Contains(survey, s => s is { State: FileState.Active, Size: 14, Unread: 6 });
        Assert.Contains(survey, s => s is { State: FileState.Compressed, Size: 5 });
    }

    private Tailer NewTailer(params string[] exclude) => new(
        _options,
        [.. _patterns.SelectMany(Glob.Parse)],
        [.. exclude.SelectMany(Glob.Parse)],
        new FileMemory(_committed.Values, _followed),
        TimeProvider.System,
        _faults.Add);

    private void Restart()
    {
        _tailer.Dispose();
        _tailer = NewTailer();
    }

    /// <summary>Writes into the same inode, as copytruncate does.</summary>
    private void Overwrite(string text)
    {
        using var stream = new FileStream(_folder["a.log"], FileMode.Truncate, FileAccess.Write);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private List<string> ReadNew(bool commit = true)
    {
        _tailer.Scan();
        foreach (var open in _tailer.Files.Where(f => f.TryClaim()))
        {
            _tailer.Requeue(open);
        }

        var lines = new List<string>();
        var batch = new LogBatch();
        while (_tailer.Ready.TryRead(out var file))
        {
            Read(file, batch, lines);
        }

        var checkpoints = new List<FileCheckpoint>();
        var followed = new List<KeyValuePair<string, long>>();
        _tailer.TakeChanges(checkpoints, followed);
        if (commit)
        {
            checkpoints.ForEach(c => _committed[c.Identity] = c);
            followed.ForEach(f => _followed[f.Key] = f.Value);
        }

        return lines;
    }

    private void Read(TailedFile file, LogBatch batch, List<string> lines)
    {
        file.Look();
        ReadOutcome outcome;
        while ((outcome = file.Read(batch)) == ReadOutcome.Lines)
        {
            foreach (ref readonly var record in batch.Records)
            {
                lines.Add(Encoding.UTF8.GetString(batch.Line(record)));
            }

            file.Accept(batch.Count, 0);
        }

        if (outcome == ReadOutcome.Overwritten)
        {
            _tailer.Rescan(file);
            _tailer.Scan();
        }
        else if (outcome == ReadOutcome.Binary)
        {
            _tailer.Drop(file, new FileFault(file.Source.Path, FileFault.Binary, ""));
        }
        else
        {
            file.Release();
        }
    }
}
