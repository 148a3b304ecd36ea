namespace Observe.Agent.Tests.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunningCommand _command;

    public DemoCommandTests() => _command = new RunningCommand(_folder);

    public void Dispose()
    {
        _command.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("--slow-layer", "12", "--slow-layer: expected a number from 0 to 11; got \"12\"")]
    [InlineData("--slow-layer", "-1", "--slow-layer: expected a number from 0 to 11; got \"-1\"")]
    [InlineData("--otlp", "observe:4318", "--otlp: expected a URL such as http://127.0.0.1:4318; got \"observe:4318\"")]
    [InlineData("--fault-after", "-1", "--fault-after: expected a number of at least 0; got \"-1\"")]
    [InlineData("--fault-for", "-1", "--fault-for: expected a number of at least 0; got \"-1\"")]
    public async Task Faults_out_of_range_end_with_2_before_anything_is_written(string flag, string value, string told)
    {
        Assert.Equal(2, await _command.RunAsync("demo", "--logs", _folder["logs"], flag, value));
        Assert.StartsWith(told, _command.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["logs"]));
    }
}
