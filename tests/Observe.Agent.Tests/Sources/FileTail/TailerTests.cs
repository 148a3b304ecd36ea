using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail;

namespace Observe.Agent.Tests.Sources.FileTail;

public sealed class TailerTests : HandReadTailer
{
    [Fact]
    public void A_file_is_read_from_its_start_and_then_what_is_appended()
    {
        Folder.Write("a.log", "one\ntwo\n");
        Assert.Equal(["one", "two"], ReadNew());
        Folder.Append("a.log", "three\n");
        Assert.Equal(["three"], ReadNew());
        Assert.Empty(ReadNew());
    }

    [Fact]
    public void A_watched_folder_may_be_made_later()
    {
        Patterns = [Folder["later"]];
        Restart();
        Assert.Empty(ReadNew());
        Folder.Write("later/below/a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Assert.Empty(Faults);
    }

    [Fact]
    public void A_carriage_return_belongs_to_the_line_end()
    {
        Folder.Write("a.log", "one\r\ntwo\r\n");
        Assert.Equal(["one", "two"], ReadNew());
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_line()
    {
        Folder.Write("a.log", "\uFEFFone\ntwo\n");
        Folder.Write("b.log", "\uFEFF");
        Assert.Equal(["one", "two"], ReadNew());
        Folder.Append("b.log", "three\n\uFEFFfour\n");
        Assert.Equal(["three", "\uFEFFfour"], ReadNew());
        Assert.All(Tailer.Files, f => Assert.Equal(new FileInfo(f.Source.Path).Length, f.Offset));
    }

    [Fact]
    public void A_last_line_without_its_end_waits_for_it()
    {
        Folder.Write("a.log", "one\ntw");
        Assert.Equal(["one"], ReadNew());
        Folder.Append("a.log", "o\n");
        Assert.Equal(["two"], ReadNew());
    }

    [Fact]
    public void A_last_line_taken_unfinished_is_counted_once_though_its_rest_comes_later()
    {
        Options.PartialLineTimeout = TimeSpan.Zero;
        Folder.Write("a.log", "one\ntw");
        Assert.Equal(["one", "tw"], ReadNew());
        Folder.Append("a.log", "o\nthree\n");
        Restart();
        Assert.Equal(["three"], ReadNew());
    }

    [Fact]
    public void A_renamed_file_is_read_to_its_end_beside_its_successor()
    {
        Folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Folder.Append("a.log", "two\n");
        File.Move(Folder["a.log"], Folder["a.log.1"]);
        Folder.Write("a.log", "three\n");
        Assert.Equal(["three", "two"], ReadNew().Order(StringComparer.Ordinal));
        Assert.Empty(ReadNew());
    }

    [Fact]
    public void A_file_renamed_while_the_agent_was_away_is_finished_first()
    {
        Folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Folder.Append("a.log", "two\n");
        File.Move(Folder["a.log"], Folder["a.log.2"]);
        Folder.Write("a.log.1", "three\n");
        Folder.Write("a.log", "four\n");
        Restart();
        Assert.Equal(["four", "three", "two"], ReadNew().Order(StringComparer.Ordinal));
        Restart();
        Assert.Empty(ReadNew());
    }

    [Fact]
    public void History_rotated_before_the_file_was_watched_is_left_alone()
    {
        File.SetLastWriteTimeUtc(Folder.Write("a.log.1", "old\n"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Folder.Write("a.log", "new\n");
        Assert.Equal(["new"], ReadNew());
    }

    [Fact]
    public void A_truncated_file_is_read_from_its_start_again()
    {
        Folder.Write("a.log", "one\ntwo\n");
        Assert.Equal(["one", "two"], ReadNew());
        Overwrite("a.log", "x\n");
        Assert.Equal(["x"], ReadNew());
    }

    [Fact]
    public void A_file_truncated_and_grown_beyond_the_offset_is_read_from_its_start_again()
    {
        Folder.Write("a.log", "one\ntwo\n");
        Assert.Equal(["one", "two"], ReadNew());
        Overwrite("a.log", "other beginning\nand more\n");
        Assert.Equal(["other beginning", "and more"], ReadNew());
        Overwrite("a.log", "third beginning, longer than ever before\nand more\n");
        Restart();
        Assert.Equal(["third beginning, longer than ever before", "and more"], ReadNew());
    }

    [Fact]
    public void What_was_not_committed_is_read_again_after_a_crash()
    {
        Folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Folder.Append("a.log", "two\n");
        Assert.Equal(["two"], ReadNew(commit: false));
        Restart();
        Assert.Equal(["two"], ReadNew());
    }

    [Fact]
    public void A_line_over_the_limit_counts_once_and_costs_no_other_line()
    {
        Options.MaxLineBytes = 1000;
        Folder.Write("a.log", "one\n" + new string('x', 3_000_000) + "\ntwo\n");
        var lines = ReadNew();
        Assert.Equal(["one", new string('x', 1000), "two"], lines);
        Restart();
        Assert.Empty(ReadNew());
    }

    [Fact]
    public void A_line_longer_than_the_buffer_but_within_the_limit_is_whole()
    {
        var line = new string('y', 700_000);
        Folder.Write("a.log", $"one\n{line}\ntwo\n");
        Assert.Equal(["one", line, "two"], ReadNew());
    }

    [Fact]
    public void A_binary_file_is_told_once_and_left_out()
    {
        File.WriteAllBytes(Folder["b.log"], new byte[1000]);
        Folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Assert.Empty(ReadNew());
        var fault = Assert.Single(Faults);
        Assert.Equal((Folder["b.log"], FileFault.Binary), (fault.Path, fault.Reason));
    }

    [Fact]
    public void A_link_out_of_the_watched_folder_is_told_and_not_followed()
    {
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("secret.log", "secret\n");
        elsewhere.Write("sub/secret.log", "secret\n");
        File.CreateSymbolicLink(Folder["link.log"], elsewhere["secret.log"]);
        Directory.CreateSymbolicLink(Folder["folder"], elsewhere["sub"]);
        Patterns = [Folder["**/*.log"]];
        Restart();
        Assert.Empty(ReadNew());
        var fault = Assert.Single(Faults);
        Assert.Equal((Folder["link.log"], FileFault.LinkOutside), (fault.Path, fault.Reason));
    }

    [Fact]
    public void A_link_within_the_watched_folder_is_the_same_file()
    {
        Folder.Write("a.log", "one\n");
        File.CreateSymbolicLink(Folder["b.log"], Folder["a.log"]);
        Assert.Equal(["one"], ReadNew());
    }

    [Fact]
    public void A_folder_that_goes_away_is_told_and_read_again_when_it_comes_back()
    {
        Patterns = [Folder["sub/*.log"]];
        Restart();
        Folder.Write("sub/a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Directory.Delete(Folder["sub"], recursive: true);
        Assert.Empty(ReadNew());
        Assert.Equal(FileFault.FolderGone, Assert.Single(Faults).Reason);
        Folder.Write("sub/a.log", "two\n");
        Assert.Equal(["two"], ReadNew());
    }

    [Fact]
    public void Excluded_files_are_not_read()
    {
        Folder.Write("a.log", "one\n");
        Folder.Write("noise.log", "two\n");
        Restart(Folder["noise*"]);
        Assert.Equal(["one"], ReadNew());
    }

    [Fact]
    public void More_files_than_the_limit_are_told()
    {
        Options.MaxFiles = 1;
        Restart();
        Folder.Write("a.log", "one\n");
        Folder.Write("b.log", "two\n");
        Assert.Single(ReadNew());
        Assert.Equal(FileFault.TooMany, Assert.Single(Faults).Reason);
    }

    [Fact]
    public void A_survey_knows_sizes_what_is_unread_and_compressed_files()
    {
        Folder.Write("a.log", "one\ntwo\n");
        File.WriteAllBytes(Folder["a.log.2.gz"], [0x1f, 0x8b, 1, 2, 3]);
        ReadNew();
        Folder.Append("a.log", "three\n");
        foreach (var file in Tailer.Files)
        {
            file.Stat();
        }

        var survey = Tailer.Survey();
        Assert.Contains(survey, s => s is { State: FileState.Active, Size: 14, Unread: 6 });
        Assert.Contains(survey, s => s is { State: FileState.Compressed, Size: 5 });
    }
}
