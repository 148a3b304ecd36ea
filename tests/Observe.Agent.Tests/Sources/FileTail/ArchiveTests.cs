using System.Globalization;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Sources.FileTail.Reading;

namespace Observe.Agent.Tests.Sources.FileTail;

/// <summary><c>app.log</c>, <c>app.log.1</c> and <c>app.log.2.gz</c> are one stream, whatever is compressed when.</summary>
public sealed class ArchiveTests : HandReadTailer
{
    /// <summary>Long enough to be known by its content alone.</summary>
    private static readonly string[] Old = [.. Enumerable.Range(0, 40).Select(i => $"an old line, the {i}th of them")];

    private static readonly string OldText = Text(Old);

    [Fact]
    public void A_log_that_was_read_is_not_read_again_once_it_is_compressed()
    {
        Folder.Write("a.log", OldText);
        Assert.Equal(Old, ReadNew());
        File.Move(Folder["a.log"], Folder["a.log.1"]);
        Folder.Write("a.log", "new\n");
        Assert.Equal(["new"], ReadNew());
        Gzip.Compress(Folder["a.log.1"]);
        Assert.Empty(ReadTwice());
        File.Move(Folder["a.log.1.gz"], Folder["a.log.2.gz"]);
        Restart();
        Assert.Empty(ReadTwice());
        Assert.Empty(Faults);
    }

    [Theory]
    [InlineData("a.log.1")]
    [InlineData("a.log-20251120")]
    public void Of_a_log_compressed_while_the_agent_was_away_only_the_unread_rest_is_read(string rotated)
    {
        Folder.Write("a.log", OldText);
        Assert.Equal(Old, ReadNew());
        Folder.Append("a.log", "unread\n");
        File.Move(Folder["a.log"], Folder[rotated]);
        Gzip.Compress(Folder[rotated]);
        Folder.Write("a.log", "new\n");
        Restart();
        Assert.Equal(["new", "unread"], ReadTwice().Order(StringComparer.Ordinal));
        Restart();
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void A_log_of_a_day_compressed_under_its_own_name_is_gone_on_with()
    {
        Folder.Write("app-2025-11-20.log", OldText);
        Assert.Equal(Old, ReadNew());
        Folder.Append("app-2025-11-20.log", "unread\n");
        Gzip.Compress(Folder["app-2025-11-20.log"]);
        Folder.Write("app-2025-11-21.log", "new\n");
        Restart();
        Assert.Equal(["new", "unread"], ReadTwice().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_log_met_for_the_first_time_when_it_is_compressed_already_is_read_when_it_was_written_since()
    {
        Assert.Empty(ReadNew());
        Folder.Write("a.log", OldText);
        File.Move(Folder["a.log"], Folder["a.log.1"]);
        Gzip.Compress(Folder["a.log.1"]);
        Folder.Write("a.log", "new\n");
        Assert.Equivalent(Old.Append("new"), ReadTwice(), strict: true);
        Restart();
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void History_compressed_before_the_log_was_watched_is_left_alone()
    {
        Archive("a.log.2.gz", OldText, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Folder.Write("a.log", "new\n");
        Assert.Equal(["new"], ReadTwice());
        Assert.Contains(Tailer.Survey(), s => s is { State: FileState.Compressed, Unread: 0 });
    }

    [Fact]
    public void An_archive_that_is_watched_itself_is_read_from_its_start_members_and_all()
    {
        Patterns = [Folder["**/*"]];
        Restart();
        File.WriteAllBytes(Folder["old.gz"], [.. Gzip.Of(OldText), .. Gzip.Of(""), .. Gzip.Of("second member\nits last line")]);
        Assert.Equal([.. Old, "second member", "its last line"], ReadTwice());
        Assert.Empty(ReadTwice());
        Restart();
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void Compressed_while_it_is_open_here_nothing_is_read_twice_and_the_lines_of_a_late_writer_are_read()
    {
        Folder.Write("a.log", OldText);
        Assert.Equal(Old, ReadNew());
        using (var late = new StreamWriter(new FileStream(Folder["a.log"], FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)))
        {
            File.Move(Folder["a.log"], Folder["a.log.1"]);
            Gzip.Compress(Folder["a.log.1"]);
            Assert.Empty(ReadTwice());
            late.Write("late\n");
        }

        Assert.Equal(["late"], ReadTwice());
    }

    [Fact]
    public void Both_the_log_and_its_archive_are_one_whichever_is_met_first()
    {
        Patterns = [Folder["**/*"]];
        Restart();
        Folder.Write("a.log.1", OldText);
        Archive("a.log.1.gz", OldText, DateTime.UnixEpoch.AddYears(50));
        Assert.Equal(Old, ReadTwice());
        File.Delete(Folder["a.log.1"]);
        Assert.Empty(ReadTwice());
        Archive("b.log.1.gz", OldText.Replace("old", "odd", StringComparison.Ordinal), DateTime.UnixEpoch.AddYears(50));
        Assert.Equal(40, ReadTwice().Count);
        Folder.Write("b.log.1", OldText.Replace("old", "odd", StringComparison.Ordinal) + "more\n");
        Assert.Equal(["more"], ReadTwice());
    }

    [Fact]
    public void Logs_that_begin_alike_are_told_apart_when_they_are_compressed()
    {
        Patterns = [Folder["**/*"]];
        Restart();
        Folder.Write("a.log", OldText + "a\n");
        Folder.Write("b.log", OldText + "bb\nbb\n");
        Assert.Equal(83, ReadTwice().Count);
        Gzip.Compress(Folder["a.log"]);
        Folder.Append("b.log", "unread\n");
        Gzip.Compress(Folder["b.log"]);
        Archive("c.log.gz", OldText + "c\n", DateTime.UnixEpoch.AddYears(50));
        Restart();
        Assert.Equivalent(Old.Concat(["c", "unread"]), ReadTwice().Concat(ReadTwice()), strict: true);
    }

    [Fact]
    public void An_archive_moved_elsewhere_is_known_by_its_content()
    {
        Patterns = [Folder["logs/*.log"], Folder["archive/**/*"]];
        Restart();
        Folder.Write("logs/a.log", OldText);
        Assert.Equal(Old, ReadNew());
        Folder.Append("logs/a.log", "unread\n");
        Gzip.Compress(Folder["logs/a.log"]);
        Directory.CreateDirectory(Folder["archive/2025"]);
        File.Copy(Folder["logs/a.log.gz"], Folder["archive/2025/somewhat else.gz"]);
        File.Delete(Folder["logs/a.log.gz"]);
        Assert.Equal(["unread"], ReadTwice());
    }

    [Fact]
    public void Truncated_after_it_was_copied_and_the_copy_compressed_all_is_read_once()
    {
        Folder.Write("a.log", OldText);
        Assert.Equal(Old, ReadNew());
        Folder.Append("a.log", "unread\n");
        var copy = File.ReadAllBytes(Folder["a.log"]);
        Overwrite("a.log", "new\n");
        Assert.Equal(["new"], ReadTwice());
        File.WriteAllBytes(Folder["a.log.1.gz"], Gzip.Of(copy));
        Assert.Equal(["unread"], ReadTwice());
        Restart();
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void Truncated_while_the_agent_was_away_its_compressed_copy_is_known_after_one_more_restart()
    {
        Folder.Write("a.log", OldText);
        Assert.Equal(Old, ReadNew());
        var copy = File.ReadAllBytes(Folder["a.log"]);
        Overwrite("a.log", "new\n");
        Restart();
        Assert.Equal(["new"], ReadTwice());
        Restart();
        File.WriteAllBytes(Folder["a.log.1.gz"], Gzip.Of(copy));
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void An_archive_cut_short_gives_its_whole_lines_and_the_rest_when_it_is_completed()
    {
        Patterns = [Folder["*"]];
        Restart();
        var text = string.Concat(Enumerable.Range(0, 5_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i} {i * 7919L % 1009}\n")));
        var stored = Gzip.Of(text);
        File.WriteAllBytes(Folder["a.gz"], stored[..(stored.Length / 2)]);
        Age("a.gz");
        var first = ReadTwice();
        Assert.InRange(first.Count, 1_000, 4_000);
        Assert.Equal(FileFault.GzipTruncated, Assert.Single(Faults).Reason);
        Assert.Empty(ReadTwice());
        Restart();
        Assert.Empty(ReadTwice());
        using (var file = new FileStream(Folder["a.gz"], FileMode.Append))
        {
            file.Write(stored.AsSpan(stored.Length / 2));
        }

        Age("a.gz");
        Assert.Equal(text, Text([.. first, .. ReadTwice()]));
    }

    /// <summary>A scan takes its time: what is begun meanwhile is written after the scan began.</summary>
    [Theory]
    [InlineData(0, 50)]
    [InlineData(10, 50)]
    [InlineData(200, 1_500)]
    [InlineData(0, -5_000)]
    [InlineData(10, -30_000)]
    public void An_archive_that_is_only_begun_is_not_taken_for_another_log(int bytes, int writtenMilliseconds)
    {
        Folder.Write("a.log", OldText);
        Assert.Equal(Old, ReadNew());
        Unsettled = false;
        var stored = Gzip.Of(OldText);
        File.WriteAllBytes(Folder["a.log.1.gz"], stored[..Math.Min(bytes, stored.Length / 2)]);
        File.SetLastWriteTimeUtc(Folder["a.log.1.gz"], Clock.GetUtcNow().UtcDateTime.AddMilliseconds(writtenMilliseconds));
        Assert.Empty(ReadTwice());

        File.WriteAllBytes(Folder["a.log.1.gz"], stored);
        Age("a.log.1.gz");
        File.Delete(Folder["a.log"]);
        Assert.Empty(ReadTwice());
        Restart();
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void An_archive_of_nothing_is_told_once_it_has_been_quiet_for_a_minute()
    {
        Patterns = [Folder["*"]];
        Unsettled = false;
        Restart();
        File.WriteAllBytes(Folder["a.gz"], []);
        File.SetLastWriteTimeUtc(Folder["a.gz"], Clock.GetUtcNow().UtcDateTime.AddSeconds(-50));
        Assert.Empty(ReadTwice());
        Assert.Empty(Faults);
        File.SetLastWriteTimeUtc(Folder["a.gz"], Clock.GetUtcNow().UtcDateTime.AddSeconds(-61));
        Assert.Empty(ReadTwice());
        Assert.Equal(FileFault.GzipTruncated, Assert.Single(Faults).Reason);
    }

    [Fact]
    public void An_archive_is_left_alone_while_it_is_being_written()
    {
        Patterns = [Folder["*"]];
        Unsettled = false;
        Restart();
        File.WriteAllBytes(Folder["a.gz"], Gzip.Of(OldText)[..30]);
        Assert.Empty(ReadNew());
        Assert.Empty(Faults);
        File.WriteAllBytes(Folder["a.gz"], Gzip.Of(OldText));
        Age("a.gz");
        Assert.Equal(Old, ReadNew());
    }

    [Fact]
    public void Killed_in_the_midst_of_an_archive_it_goes_on_where_it_was()
    {
        Patterns = [Folder["*"]];
        Restart();
        var lines = Enumerable.Range(0, 200_000).Select(i => $"line {i}").ToArray();
        Archive("a.gz", Text(lines), DateTime.UnixEpoch.AddYears(50));
        Tailer.Scan();
        Assert.True(Tailer.Ready.TryRead(out var file));
        var batch = new LogBatch();
        Assert.Equal(ReadOutcome.Lines, file.Read(batch));
        file.Accept(batch.Count, 0);
        Assert.Equal(ReadOutcome.Lines, file.Read(batch));
        file.Accept(batch.Count, 0);
        TakeChanges(commit: true);
        var read = (int)file.Offset;
        Assert.InRange(read, 1, Text(lines).Length - 1);
        Restart();
        Assert.Equal(Text(lines)[read..], Text(ReadNew()));
        Restart();
        Assert.Empty(ReadNew());
    }

    [Fact]
    public void More_archives_than_may_be_open_are_read_one_after_the_other()
    {
        Patterns = [Folder["*"]];
        Restart();
        for (var i = 0; i < 300; i++)
        {
            Archive($"{i}.gz", $"line of {i}\n", DateTime.UnixEpoch.AddYears(50));
        }

        Assert.Equal(300, ReadTwice().Concat(ReadTwice()).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(Tailer.Files);
        Assert.Empty(Faults);
    }

    [Theory]
    [InlineData(".zst")]
    [InlineData(".xz")]
    [InlineData(".bz2")]
    public void Other_compression_is_told_and_left_out(string suffix)
    {
        Patterns = [Folder["*"]];
        Restart();
        Folder.Write("a.log" + suffix, "whatever");
        Assert.Empty(ReadTwice());
        Assert.Equal(FileFault.Compression, Assert.Single(Faults).Reason);
    }

    private static string Text(IEnumerable<string> lines) => string.Concat(lines.Select(l => l + "\n"));

    private void Archive(string name, string text, DateTime written)
    {
        File.WriteAllBytes(Folder[name], Gzip.Of(text));
        File.SetLastWriteTimeUtc(Folder[name], written);
    }

    /// <summary>As if it had been written a while ago: an archive has to be quiet before it is read.</summary>
    private void Age(string name) => File.SetLastWriteTimeUtc(Folder[name], File.GetLastWriteTimeUtc(Folder[name]).AddSeconds(-3));

    private List<string> ReadTwice() => [.. ReadNew(), .. ReadNew()];
}
