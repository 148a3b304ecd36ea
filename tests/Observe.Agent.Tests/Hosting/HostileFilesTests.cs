using System.Globalization;
using System.IO.Compression;
using System.Text;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Tests.Sources.FileTail;

namespace Observe.Agent.Tests.Hosting;

/// <summary>
/// Files of random bytes, damaged archives and lines made to do harm, through the whole engine: no crash, and every byte of
/// every text counted once. <c>OBSERVE_LONG=1</c> makes it hundreds of rounds, <c>OBSERVE_SEED</c> repeats one run.
/// </summary>
public sealed class HostileFilesTests
{
    private const int FilesARound = 24;

    private static int Rounds => Environment.GetEnvironmentVariable("OBSERVE_LONG") == "1" ? 300 : 3;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("OBSERVE_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 4;

    [Fact]
    public async Task Whatever_is_in_the_files_every_byte_of_text_is_counted_once_and_nothing_breaks()
    {
        for (var round = 0; round < Rounds; round++)
        {
            await RoundAsync(Seed + round);
        }
    }

    private static async Task RoundAsync(int seed)
    {
        using var agent = new EngineFixture("logs/**/*");
        var random = new Random(seed);
        var files = Enumerable.Range(0, FilesARound).Select(i => Make(agent.Folder[$"logs/{i}.log"], random)).ToList();

        IReadOnlyList<TailedFile> read = [];
        await agent.Engine.Pipeline.ReadAllAsync(all => read = [.. all], CancellationToken.None);
        var offsets = read.ToDictionary(f => f.Source.Path, f => f.Offset, StringComparer.Ordinal);
        foreach (var file in files)
        {
            var bytes = offsets.GetValueOrDefault(file.Path);
            Assert.True(file.Allows(bytes), $"seed {seed}: of {file.Path}, {file.Kind}, {file.Content.Length} bytes of content, {bytes} were counted");
        }

        Assert.Equal(offsets.Values.Sum(), agent.Bytes);
        var lines = agent.AllLines;
        agent.Reopen();
        await agent.ReadAllAsync();
        Assert.Equal((offsets.Values.Sum(), lines), (agent.Bytes, agent.AllLines));
    }

    private static HostileFile Make(string path, Random random)
    {
        var kind = (HostileKind)random.Next(Enum.GetValues<HostileKind>().Length);
        byte[] content = kind switch
        {
            HostileKind.RandomBytes or HostileKind.ArchiveOfRandomBytes => Bytes(random, random.Next(100_000)),
            HostileKind.Lines or HostileKind.Archive or HostileKind.ArchiveCutShort or HostileKind.ArchiveDamaged => Lines(random),
            HostileKind.NoLineEnd => Encoding.ASCII.GetBytes(random.GetHexString(random.Next(3_000_000))),
            _ => [],
        };
        var stored = content;
        if (kind >= HostileKind.Archive)
        {
            path += ".gz";
            stored = Gzip.Of(content, CompressionLevel.Fastest);
            stored = kind == HostileKind.ArchiveCutShort ? stored[..random.Next(stored.Length)] : stored;
            for (var i = kind == HostileKind.ArchiveDamaged ? random.Next(1, 20) : 0; i > 0; i--)
            {
                stored[random.Next(stored.Length)] = (byte)random.Next(256);
            }
        }

        File.WriteAllBytes(path, stored);
        return new HostileFile(path, kind, content);
    }

    private static byte[] Lines(Random random)
    {
        using var lines = new MemoryStream();
        for (var i = random.Next(1, 2_000); i > 0; i--)
        {
            lines.Write(Line(random));
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private static byte[] Line(Random random) => random.Next(12) switch
    {
        0 => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 10_000))),
        1 => """{"level":"error","level":"info","msg":"twice","msg":"\ud800 alone"}"""u8.ToArray(),
        2 => [.. "2025-11-20 10:00:00 ERROR "u8, .. Bytes(random, random.Next(200)).Where(b => b != '\n')],
        3 => Encoding.ASCII.GetBytes("    at Some.Frame(" + new string('(', random.Next(500))),
        4 => Encoding.ASCII.GetBytes(new string('"', random.Next(5_000))),
        5 => [],
        6 => "level=error msg=\"never closed \\"u8.ToArray(),
        7 => "{\"tokens\":99999999999999999999999999,\"latency_ms\":-1e400,\"ts\":\"+999999-99-99\"}"u8.ToArray(),
        _ => Encoding.UTF8.GetBytes($"2025-11-20 10:00:00,000 INFO request {random.Next()} took {random.Next(100)} ms"),
    };

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private enum HostileKind
    {
        RandomBytes,
        Lines,
        NoLineEnd,
        Empty,
        Archive,
        ArchiveCutShort,
        ArchiveDamaged,
        ArchiveOfRandomBytes,
    }

    private sealed record HostileFile(string Path, HostileKind Kind, byte[] Content)
    {
        private int Length => Content.Length;

        /// <summary>What may be counted of it: text wholly, what is no text not at all, of an archive that is cut short whole lines.</summary>
        public bool Allows(long bytes) => Kind switch
        {
            HostileKind.RandomBytes or HostileKind.ArchiveOfRandomBytes => bytes == 0 || bytes == Length,
            HostileKind.ArchiveCutShort => bytes == 0 || (bytes <= Length && Content[bytes - 1] == '\n'),

            // Damage makes other content of the rest; what it decompresses to is counted until the damage shows.
            HostileKind.ArchiveDamaged => bytes <= Length + 100_000L,
            _ => bytes == Length,
        };
    }
}
