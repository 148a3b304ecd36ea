using Observe.Agent.Sources.FileTail;

namespace Observe.Agent.Tests.Sources.FileTail;

public sealed class InotifyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<(string Folder, string Name)> _modified = [];
    private readonly Inotify? _inotify = Inotify.TryCreate();

    public void Dispose()
    {
        _inotify?.Dispose();
        _folder.Dispose();
    }

    [LinuxFact]
    public void Writing_names_the_file_and_coming_and_going_asks_for_a_scan()
    {
        _folder.Write("a/x.log", "");
        Assert.True(_inotify!.Watch(_folder["a"]));
        _folder.Append("a/x.log", "one\n");
        Assert.False(Wait());
        Assert.Equal([(_folder["a"], "x.log")], _modified.Distinct());
        File.Move(_folder["a/x.log"], _folder["a/y.log"]);
        Assert.True(Wait());
        File.Delete(_folder["a/y.log"]);
        Assert.True(Wait());
        Assert.False(Wait());
    }

    [LinuxFact]
    public void A_folder_made_anew_under_the_name_of_one_renamed_is_the_one_watched()
    {
        _folder.Write("a/x.log", "");
        Assert.True(_inotify!.Watch(_folder["a"]));
        Directory.Move(_folder["a"], _folder["b"]);
        _folder.Write("a/x.log", "");
        Assert.True(Wait());
        Assert.True(_inotify.Watch(_folder["a"]));
        Wait();
        _modified.Clear();
        _folder.Append("b/x.log", "old\n");
        Wait();
        Assert.Empty(_modified);
        _folder.Append("a/x.log", "new\n");
        Wait();
        Assert.Equal([(_folder["a"], "x.log")], _modified.Distinct());
    }

    [LinuxFact]
    public void A_link_that_is_set_anew_is_followed_at_the_next_scan()
    {
        _folder.Write("1/x.log", "");
        _folder.Write("2/x.log", "");
        Directory.CreateSymbolicLink(_folder["current"], _folder["1"]);
        Assert.True(_inotify!.Watch(_folder["current"]));
        Directory.Delete(_folder["current"]);
        Directory.CreateSymbolicLink(_folder["current"], _folder["2"]);
        Assert.True(_inotify.Watch(_folder["current"]));
        _folder.Append("2/x.log", "new\n");
        Wait();
        Assert.Equal([(_folder["current"], "x.log")], _modified.Distinct());
    }

    [LinuxFact]
    public void Two_names_of_one_folder_are_both_told_and_one_can_be_forgotten()
    {
        _folder.Write("a/x.log", "");
        Directory.CreateSymbolicLink(_folder["b"], _folder["a"]);
        Assert.True(_inotify!.Watch(_folder["a"]));
        Assert.True(_inotify.Watch(_folder["b"]));
        _folder.Append("a/x.log", "one\n");
        Wait();
        Assert.Equal([(_folder["a"], "x.log"), (_folder["b"], "x.log")], _modified.Distinct().Order());
        _inotify.Keep(new HashSet<string> { _folder["b"] });
        _modified.Clear();
        _folder.Append("a/x.log", "two\n");
        Wait();
        Assert.Equal([(_folder["b"], "x.log")], _modified.Distinct());
    }

    [LinuxFact]
    public void Events_that_were_lost_ask_for_a_scan()
    {
        _folder.Write("a/x.log", "");
        _folder.Write("a/y.log", "");
        Assert.True(_inotify!.Watch(_folder["a"]));
        var most = int.Parse(File.ReadAllText("/proc/sys/fs/inotify/max_queued_events"), System.Globalization.CultureInfo.InvariantCulture);
        using var x = new FileStream(_folder["a/x.log"], FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        using var y = new FileStream(_folder["a/y.log"], FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        for (var i = 0; i < most; i++)
        {
            // Two files in turn: the same event twice in a row would be one.
            x.WriteByte(1);
            y.WriteByte(1);
        }

        Assert.True(Wait());
    }

    /// <summary>Takes what happened; true when it asks for a scan.</summary>
    private bool Wait()
    {
        _inotify!.Wait(TimeSpan.FromMilliseconds(500));
        return _inotify.Take((folder, name) => _modified.Add((folder, name)));
    }

    /// <summary>Inotify is Linux'.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute()
        {
            if (!OperatingSystem.IsLinux())
            {
                Skip = "inotify is there on Linux alone";
            }
        }
    }
}
