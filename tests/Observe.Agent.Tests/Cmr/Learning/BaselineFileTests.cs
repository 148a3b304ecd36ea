using Observe.Agent.Cmr.Learning;

namespace Observe.Agent.Tests.Cmr.Learning;

public sealed class BaselineFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_saved_is_what_is_loaded()
    {
        BaselineFile.Save(_folder["cmr.json"], [KeyValuePair.Create(new BaselineKey("my \"app\"", "capture", 7), LearnedDuration.Of(0.1, 0.02, 44))]);
        var (key, learned) = Assert.Single(BaselineFile.Load(_folder["cmr.json"]));

        Assert.Equal(new BaselineKey("my \"app\"", "capture", 7), key);
        Assert.Equal((0.1, 0.02, 44), (learned.Mean, learned.Variance, learned.Stretches));
        Assert.Equal(["cmr.json"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Without_a_file_nothing_is_known() => Assert.Empty(BaselineFile.Load(_folder["cmr.json"]));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[{\"phase\":\"capture\",\"layer\":1,\"mean\":1,\"variance\":1,\"stretches\":1}]")]
    [InlineData("[{\"source\":\"a\",\"phase\":\"capture\",\"layer\":1,\"mean\":-1,\"variance\":1,\"stretches\":1}]")]
    public void A_damaged_file_is_told(string text)
    {
        File.WriteAllText(_folder["cmr.json"], text);
        Assert.Throws<InvalidDataException>(() => BaselineFile.Load(_folder["cmr.json"]));
    }
}
