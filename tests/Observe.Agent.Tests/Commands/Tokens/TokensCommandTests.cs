namespace Observe.Agent.Tests.Commands.Tokens;

public sealed class TokensCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunningCommand _observe;

    public TokensCommandTests() => _observe = new RunningCommand(_folder);

    public void Dispose()
    {
        _observe.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("o200k_base", "2")]
    [InlineData("cl100k_base", "2")]
    public async Task One_file_gives_the_number_alone(string encoding, string tokens)
    {
        var file = _folder.Write("a.txt", "hello world");
        Assert.Equal(0, await _observe.RunAsync("tokens", "count", file, "--encoding", encoding));
        Assert.Equal([tokens], _observe.Output);
    }

    [Fact]
    public async Task Several_files_give_a_line_each()
    {
        var a = _folder.Write("a.txt", "hello world");
        var b = _folder.Write("b.txt", "");
        Assert.Equal(0, await _observe.RunAsync("tokens", "count", a, b));
        Assert.Equal([$"2\t{a}", $"0\t{b}"], _observe.Output);
    }

    [Fact]
    public async Task A_missing_file_is_named_and_costs_no_other()
    {
        var b = _folder.Write("b.txt", "hello world");
        Assert.Equal(1, await _observe.RunAsync("tokens", "count", _folder["none.txt"], b));
        Assert.Contains(_folder["none.txt"], _observe.Error);
        Assert.Equal([$"2\t{b}"], _observe.Output);
    }

    [Fact]
    public async Task A_directory_is_named_as_what_it_is()
    {
        Assert.Equal(1, await _observe.RunAsync("tokens", "count", _folder.Path));
        Assert.Equal($"{_folder.Path} cannot be read: it is a directory", _observe.Error.TrimEnd());
    }

    [Fact]
    public async Task An_unknown_encoding_ends_with_2() =>
        Assert.Equal(2, await _observe.RunAsync("tokens", "count", _folder["a.txt"], "--encoding", "p50k"));
}
