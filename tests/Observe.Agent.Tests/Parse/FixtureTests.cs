namespace Observe.Agent.Tests.Parse;

/// <summary>
/// Lines as programs write them, with every field they give: beside each log stands what is read from it, the format first,
/// then a line a record: lines, level, time, provider, category, model, latency, tokens, reason, message.
/// </summary>
public class FixtureTests
{
    public static TheoryData<string> Names => [.. FixtureLog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_field_of_every_record_is_read(string name)
    {
        using var log = new FixtureLog();
        var read = log.Read($"{name}.log", File.ReadAllBytes(Path.Combine(FixtureLog.Folder, $"{name}.log")));
        Assert.Equal(File.ReadAllLines(Path.Combine(FixtureLog.Folder, $"{name}.fields")), read);
    }

    /// <summary>
    /// Records come out the same however a file grows under the reader. Only the reason why a line is not of its file's format
    /// depends on what the format was decided by.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Any_way_of_growing_gives_the_same_records(string name)
    {
        var random = new Random(name.Length);
        var content = File.ReadAllBytes(Path.Combine(FixtureLog.Folder, $"{name}.log"));
        using var log = new FixtureLog();
        var whole = Records(log.Read($"{name}.log", content));
        for (var round = 0; round < 25; round++)
        {
            var largest = 1 << random.Next(3, 11);
            int[] pieces = [.. Enumerable.Range(0, content.Length).Select(_ => random.Next(1, largest))];
            Assert.Equal(whole, Records(log.Read($"{name}.log", content, pieces)));
        }
    }

    private static IEnumerable<string> Records(List<string> read) => read.Skip(1).Select(r => r.Replace("| InvalidJson |", "| - |", StringComparison.Ordinal));
}
