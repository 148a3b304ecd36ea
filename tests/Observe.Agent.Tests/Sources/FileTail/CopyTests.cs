using System.Diagnostics;
using Observe.Agent.Sources.FileTail;

namespace Observe.Agent.Tests.Sources.FileTail;

/// <summary>Files that are there twice, moved, or made anew, under names that say nothing of it.</summary>
public sealed class CopyTests : HandReadTailer
{
    private static readonly string[] Lines = [.. Enumerable.Range(0, 40).Select(i => $"line {i} of a log that is long enough to be known")];

    private static readonly string Text = string.Concat(Lines.Select(l => l + "\n"));

    [Fact]
    public void A_copy_under_another_name_is_counted_once_and_so_is_what_comes_after_in_either()
    {
        Folder.Write("a.log", Text);
        Assert.Equal(Lines, ReadNew());
        File.Copy(Folder["a.log"], Folder["backup.log"]);
        Assert.Empty(ReadTwice());
        Folder.Append("a.log", "in a\n");
        Folder.Append("backup.log", "in the backup\n");
        Assert.Equal(["in a", "in the backup"], ReadTwice().Order(StringComparer.Ordinal));
        Restart();
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void Two_copies_that_are_met_at_once_are_one_log()
    {
        Folder.Write("a.log", Text);
        Folder.Write("b.log", Text);
        Assert.Equal(Lines, ReadNew());
        Assert.Empty(ReadTwice());
    }

    [Fact]
    public void Copies_are_logs_of_their_own_when_that_is_asked_for()
    {
        Options.CountCopies = true;
        Restart();
        Folder.Write("a.log", Text);
        Folder.Write("b.log", Text);
        Assert.Equal(2 * Lines.Length, ReadTwice().Count);
    }

    [Fact]
    public void Logs_that_only_begin_alike_are_read_each()
    {
        Folder.Write("a.log", Text + "of a\n");
        Folder.Write("b.log", Text + "of another, longer\n");
        Assert.Equal((2 * Lines.Length) + 2, ReadTwice().Count);
        Folder.Write("c.log", Text + "of c\n");
        Assert.Equal([.. Lines, "of c"], ReadTwice());
    }

    [Fact]
    public void Short_logs_of_the_same_words_are_read_each()
    {
        Folder.Write("a.log", "started\n");
        Folder.Write("b.log", "started\n");
        Assert.Equal(["started", "started"], ReadTwice());
    }

    [Fact]
    public void A_log_moved_to_another_watched_folder_by_copying_is_gone_on_with()
    {
        Patterns = [Folder["logs/*.log"], Folder["archive/**/*"]];
        Restart();
        Folder.Write("logs/a.log", Text);
        Assert.Equal(Lines, ReadNew());
        Directory.CreateDirectory(Folder["archive"]);
        File.WriteAllText(Folder["archive/2025-11.log"], Text + "unread\n");
        File.Delete(Folder["logs/a.log"]);
        Assert.Equal(["unread"], ReadTwice());
    }

    [Fact]
    public void A_log_moved_to_a_folder_that_is_not_watched_is_read_to_its_end()
    {
        Patterns = [Folder["logs/*.log"]];
        Restart();
        Folder.Write("logs/a.log", Text);
        Assert.Equal(Lines, ReadNew());
        Folder.Append("logs/a.log", "unread\n");
        Directory.CreateDirectory(Folder["archive"]);
        File.Move(Folder["logs/a.log"], Folder["archive/a.log"]);
        Folder.Write("logs/a.log", "new\n");
        Assert.Equal(["new", "unread"], ReadTwice().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_log_moved_away_and_back_is_not_counted_again()
    {
        Options.RotatedCloseDelay = TimeSpan.Zero;
        Patterns = [Folder["logs/*.log"]];
        Restart();
        Folder.Write("logs/a.log", Text);
        Assert.Equal(Lines, ReadNew());
        File.Move(Folder["logs/a.log"], Folder["elsewhere.log"]);
        Assert.Empty(ReadTwice());
        Tailer.CloseFinished();
        Assert.Empty(Tailer.Files);
        File.Move(Folder["elsewhere.log"], Folder["logs/b.log"]);
        Assert.Empty(ReadTwice());
        Folder.Append("logs/b.log", "new\n");
        Assert.Equal(["new"], ReadTwice());
    }

    [Fact]
    public void A_hard_link_that_outlives_the_first_name_is_the_same_log()
    {
        Folder.Write("a.log", Text);
        Assert.Equal(Lines, ReadNew());
        using (var link = Process.Start("ln", [Folder["a.log"], Folder["b.log"]]))
        {
            link.WaitForExit();
        }

        File.Delete(Folder["a.log"]);
        Folder.Append("b.log", "new\n");
        Assert.Equal(["new"], ReadTwice());
        Folder.Write("a.log", "another\n");
        Assert.Equal(["another"], ReadTwice());
    }

    [Fact]
    public void A_link_that_comes_to_lead_to_another_file_is_followed_to_it()
    {
        Folder.Write("2025-11-20.txt", Text);
        Folder.Write("2025-11-21.txt", "new\n");
        File.CreateSymbolicLink(Folder["current.log"], Folder["2025-11-20.txt"]);
        Assert.Equal(Lines, ReadNew());
        File.Delete(Folder["current.log"]);
        File.CreateSymbolicLink(Folder["current.log"], Folder["2025-11-21.txt"]);
        Assert.Equal(["new"], ReadTwice());
    }

    [Fact]
    public void A_log_made_anew_with_the_same_first_lines_is_read_from_its_start_though_it_is_longer()
    {
        Folder.Write("a.log", Text + "of the first run\n");
        Assert.Equal(Lines.Length + 1, ReadNew().Count);
        Overwrite("a.log", Text + "of the second run, and longer\n");
        Assert.Equal([.. Lines, "of the second run, and longer"], ReadTwice());
    }

    [Fact]
    public void What_is_truncated_away_unread_is_told_each_time_unless_there_is_a_copy()
    {
        Folder.Write("a.log", Text);
        Folder.Write("b.log", "b " + Text);
        Assert.Equal(2 * Lines.Length, ReadNew().Count);
        Folder.Append("a.log", "unread\n");
        Folder.Append("b.log", "unread too\n");
        Tailer.Files.ToList().ForEach(f => f.Stat());
        File.Copy(Folder["b.log"], Folder["b.log.1"]);
        Overwrite("a.log", "new\n");
        Overwrite("b.log", "new b\n");
        Assert.Equal(["new", "new b", "unread too"], ReadTwice().Order(StringComparer.Ordinal));
        Assert.Empty(Faults);
        Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Empty(ReadTwice());
        var fault = Assert.Single(Faults);
        Assert.Equal((Folder["a.log"], FileFault.TruncatedUnread), (fault.Path, fault.Reason));
        Assert.Contains("7 bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_known_of_files_that_are_gone_does_not_grow_with_their_number()
    {
        Options.RotatedCloseDelay = TimeSpan.Zero;
        for (var i = 0; i < 25; i++)
        {
            for (var j = 0; j < 10; j++)
            {
                Folder.Write($"{j}.log", $"round {i} of {j}\n");
            }

            Tailer.Scan();
            ReadReady(out _);
            Tailer.CloseFinished();
            Enumerable.Range(0, 10).ToList().ForEach(j => File.Delete(Folder[$"{j}.log"]));
            Tailer.Scan();
            Tailer.CloseFinished();
            TakeChanges(commit: true);
        }

        Assert.InRange(Committed.Count, MaxGone / 2, MaxGone + 20);
        Assert.Empty(Tailer.Files);
    }

    private List<string> ReadTwice() => [.. ReadNew(), .. ReadNew()];
}
