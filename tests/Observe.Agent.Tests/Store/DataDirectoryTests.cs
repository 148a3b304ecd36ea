using System.Globalization;
using Observe.Agent.Store;

namespace Observe.Agent.Tests.Store;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_new_directory_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var directory = DataDirectory.Take(_folder["a/b"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["a/b"]));
    }

    [Fact]
    public void A_second_owner_is_told_who_has_it_and_what_to_do()
    {
        using var first = DataDirectory.Take(_folder.Path);
        var e = Assert.Throws<StoreException>(() => DataDirectory.Take(_folder.Path));
        Assert.Contains(_folder.Path, e.Message);
        Assert.Contains($"process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}", e.Message);
        Assert.Contains("--data", e.Message);
    }

    [Fact]
    public void It_is_free_again_once_given_back()
    {
        DataDirectory.Take(_folder.Path).Dispose();
        using var again = DataDirectory.Take(_folder.Path);
        Assert.Equal(_folder.Path, again.Path);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_told()
    {
        var file = _folder.Write("file", "");
        var below = Path.Combine(file, "data");
        var e = Assert.Throws<StoreException>(() => DataDirectory.Take(below));
        Assert.Contains(below, e.Message);
        Assert.Contains("--data", e.Message);
    }

    [Fact]
    public void A_file_in_the_place_of_the_directory_is_told()
    {
        var file = _folder.Write("file", "");
        var e = Assert.Throws<StoreException>(() => DataDirectory.Take(file));
        Assert.Contains(file, e.Message);
        Assert.Contains("--data", e.Message);
    }
}
