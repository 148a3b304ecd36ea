using System.Diagnostics;
using Observe.Agent.Records;
using Observe.Agent.Sources.FileTail;

namespace Observe.Agent.Tests.Sources.FileTail;

/// <summary>Logs copied, renamed, truncated and made anew in ways that hide what happened.</summary>
public sealed class RotationTests : HandReadTailer
{
    [Fact]
    public void The_copy_that_copytruncate_leaves_is_not_counted_again()
    {
        Folder.Write("a.log", "one\ntwo\n");
        Assert.Equal(["one", "two"], ReadNew());
        File.Copy(Folder["a.log"], Folder["a.log.1"]);
        Assert.Empty(ReadNew());
        Overwrite("a.log", "three\n");
        Assert.Equal(["three"], ReadTwice());
        Restart();
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void Lines_that_were_truncated_before_they_were_read_are_read_from_the_copy()
    {
        Folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Folder.Append("a.log", "two\n");
        File.Copy(Folder["a.log"], Folder["a.log.1"]);
        Overwrite("a.log", "3\n");
        Assert.Equal(["3", "two"], ReadTwice().Order(StringComparer.Ordinal));
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void A_log_copied_and_truncated_while_the_agent_was_away_is_gone_on_with_in_both()
    {
        Folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Folder.Append("a.log", "two\n");
        File.Copy(Folder["a.log"], Folder["a.log.1"]);
        Overwrite("a.log", "three and more than before\n");
        Restart();
        Assert.Equal(["three and more than before", "two"], ReadTwice().Order(StringComparer.Ordinal));
        Restart();
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void A_log_that_was_copied_but_not_yet_truncated_when_the_agent_starts_is_gone_on_with_in_one_of_both()
    {
        Folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Folder.Append("a.log", "two\n");
        File.Copy(Folder["a.log"], Folder["a.log.1"]);
        Restart();
        Assert.Equal(["two"], ReadTwice());
        Overwrite("a.log", "3\n");
        Assert.Equal(["3"], ReadTwice());
    }

    [Fact]
    public void A_new_log_that_was_rotated_before_it_was_first_met_is_read()
    {
        Assert.Empty(ReadNew());
        Folder.Write("new.log", "one\n");
        File.Move(Folder["new.log"], Folder["new.log.1"]);
        Folder.Write("new.log", "two\n");
        Assert.Equal(["one", "two"], ReadNew().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_old_log_that_was_only_just_met_when_the_agent_died_is_read_under_its_rotated_name()
    {
        File.SetLastWriteTimeUtc(Folder.Write("a.log", "one\n"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Tailer.Scan();
        TakeChanges(commit: true);
        File.Move(Folder["a.log"], Folder["a.log.1"]);
        Restart();
        Assert.Equal(["one"], ReadNew());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_log_truncated_and_filled_to_the_very_size_that_was_counted_is_read_again(bool restart)
    {
        Folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Overwrite("a.log", "two\n");
        if (restart)
        {
            Restart();
        }

        Assert.Equal(["two"], ReadTwice());
    }

    [Fact]
    public void A_log_truncated_filled_to_the_same_size_and_renamed_while_the_agent_was_away_is_read()
    {
        Folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        Overwrite("a.log", "two\n");
        File.SetLastWriteTimeUtc(Folder["a.log"], TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(1));
        File.Move(Folder["a.log"], Folder["a.log.1"]);
        Restart();
        Assert.Equal(["two"], ReadTwice());
        Restart();
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void A_log_made_anew_on_the_inode_of_a_deleted_one_is_read_from_its_start()
    {
        Folder.Write("a.log", "one\ntwo\n");
        Assert.Equal(["one", "two"], ReadNew());
        File.Delete(Folder["a.log"]);
        Restart();
        Folder.Write("a.log", "one\ntwo\nthree\n");
        Assert.Equal(["one", "two", "three"], ReadNew());
    }

    [Fact]
    public void A_log_renamed_onto_another_watched_name_is_gone_on_with_and_the_other_is_finished()
    {
        Folder.Write("a.log", "one\n");
        Folder.Write("b.log", "two\n");
        Assert.Equal(["one", "two"], ReadNew().Order(StringComparer.Ordinal));
        Folder.Append("a.log", "three\n");
        Folder.Append("b.log", "four\n");
        File.Move(Folder["a.log"], Folder["b.log"], overwrite: true);
        Assert.Equal(["four", "three"], ReadNew().Order(StringComparer.Ordinal));
        Folder.Append("b.log", "five\n");
        Assert.Equal(["five"], ReadNew());
        Assert.Contains(Tailer.Survey(), f => f.Path == Folder["b.log"] && f.State == FileState.Active);
    }

    [Fact]
    public void Two_names_of_one_file_are_one_log()
    {
        Folder.Write("a.log", "one\n");
        using (var link = Process.Start("ln", [Folder["a.log"], Folder["b.log"]]))
        {
            link.WaitForExit();
        }

        Assert.Equal(["one"], ReadNew());
        Folder.Append("b.log", "two\n");
        Assert.Equal(["two"], ReadNew());
        Restart();
        Assert.Empty(ReadNew());
    }

    [Fact]
    public void Below_a_watched_folder_that_is_a_link_a_rename_is_followed()
    {
        Folder.Write("real/a.log", "one\n");
        Directory.CreateSymbolicLink(Folder["link"], Folder["real"]);
        Patterns = [Folder["link/*.log"]];
        Restart();
        Assert.Equal(["one"], ReadNew());
        File.Move(Folder["real/a.log"], Folder["real/a.log.1"]);
        ReadNew();
        Assert.Equal(Folder["link/a.log.1"], Assert.Single(Tailer.Survey()).Path);
        Assert.Empty(Faults);
    }

    [Fact]
    public void Being_read_keeps_no_writer_from_having_its_log_for_itself_nor_the_other_way_round()
    {
        Folder.Write("a.log", "one\n");
        Assert.Equal(["one"], ReadNew());
        using (var alone = new FileStream(Folder["a.log"], FileMode.Append, FileAccess.Write, FileShare.None))
        {
            alone.Write("two\n"u8);
        }

        using var other = new FileStream(Folder["b.log"], FileMode.Create, FileAccess.Write, FileShare.None);
        other.Write("three\n"u8);
        other.Flush();
        Assert.Equal(["three", "two"], ReadNew().Order(StringComparer.Ordinal));
    }

    /// <summary>A log found overwritten is read after the scan that follows.</summary>
    private List<string> ReadTwice() => [.. ReadNew(), .. ReadNew()];
}
