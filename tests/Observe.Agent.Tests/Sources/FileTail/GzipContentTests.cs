using System.Globalization;
using System.IO.Compression;
using System.Text;
using Observe.Agent.Sources.FileTail;
using Observe.Agent.Sources.FileTail.Content;

namespace Observe.Agent.Tests.Sources.FileTail;

public sealed class GzipContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Members_after_each_other_are_one_content_wherever_they_are_read_from()
    {
        var random = new Random(1);
        var stored = new MemoryStream();
        var text = new StringBuilder();
        for (var i = 0; i < 50; i++)
        {
            var member = Lines(random.Next(3_000), random);
            text.Append(member);
            stored.Write(Gzip.Of(member));
        }

        using var content = Content(stored.ToArray());
        Assert.Equal(text.ToString(), ReadAll(content, random, from: 0));
        Assert.Equal(text.ToString()[70_000..], ReadAll(content, random, from: 70_000));
        Assert.Null(content.Fault(""));
        Assert.Equal(text.Length, content.Length);
    }

    [Fact]
    public void What_was_read_and_not_used_is_had_again_without_going_back()
    {
        var text = Lines(1_000, new Random(2));
        using var content = Content(Gzip.Of(text));
        var buffer = new byte[1_000];
        Assert.Equal(1_000, content.Read(buffer, 0));
        content.Keep(buffer.AsSpan(900), 900);
        Assert.Equal(100, content.Read(buffer, 900));
        Assert.Equal(text[900..1_000], Encoding.UTF8.GetString(buffer, 0, 100));
        content.Read(buffer, 1_000);
        Assert.Equal(text[1_000..1_100], Encoding.UTF8.GetString(buffer, 0, 100));
    }

    [Fact]
    public void Wherever_it_is_cut_short_all_before_the_cut_is_had_and_the_cut_is_told()
    {
        var random = new Random(3);
        var text = Lines(2_000, random);
        var stored = Gzip.Of(text);
        for (var i = 0; i < 60; i++)
        {
            var length = i < 20 ? i : i < 30 ? stored.Length - (i - 19) : random.Next(stored.Length);
            using var content = Content(stored[..length]);
            var read = ReadAll(content, random, from: 0);
            Assert.StartsWith(read, text, StringComparison.Ordinal);
            Assert.Equal(FileFault.GzipTruncated, content.Fault("")?.Reason);
            if (length > stored.Length / 2)
            {
                Assert.InRange(read.Length, text.Length / 3, text.Length);
            }
        }
    }

    [Fact]
    public void All_before_damage_is_had_and_the_damage_is_told()
    {
        var random = new Random(4);
        var text = Lines(20_000, random);
        var stored = Gzip.Of(text);
        stored[stored.Length * 3 / 4] ^= 0xff;
        stored[(stored.Length * 3 / 4) + 1] ^= 0xff;
        using var content = Content(stored);
        var read = ReadAll(content, random, from: 0);

        // What a wrong bit does first is to give other text; that it is wrong shows later, at the latest by the checksum.
        var same = read.Zip(text).TakeWhile(c => c.First == c.Second).Count();
        Assert.InRange(same, text.Length * 7 / 10, text.Length * 8 / 10);
        Assert.Equal(FileFault.GzipCorrupt, content.Fault("")?.Reason);
        Assert.Equal(read, ReadAll(content, random, from: 0));
    }

    [Fact]
    public void A_wrong_checksum_costs_no_byte_and_is_told()
    {
        var text = Lines(3_000, new Random(5));
        var stored = Gzip.Of(text);
        stored[^6] ^= 1;
        using var content = Content(stored);
        Assert.Equal(text, ReadAll(content, new Random(5), from: 0));
        Assert.Equal(FileFault.GzipCorrupt, content.Fault("")?.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no gzip at all, though it is called so")]
    public void What_is_no_gzip_has_nothing_and_is_told(string stored)
    {
        using var content = Content(Encoding.UTF8.GetBytes(stored));
        Assert.Equal("", ReadAll(content, new Random(6), from: 0));
        Assert.NotNull(content.Fault(""));
    }

    [Fact]
    public void Nothing_compressed_is_no_fault()
    {
        using var content = Content(Convert.FromHexString("1f8b080000000000000303000000000000000000"));
        Assert.Equal("", ReadAll(content, new Random(6), from: 0));
        Assert.Null(content.Fault(""));
    }

    [Fact]
    public void What_follows_the_last_member_is_passed_over()
    {
        using var content = Content([.. Gzip.Of("one\n"), 0, 0, 0, 0, 1, 2, 3]);
        Assert.Equal("one\n", ReadAll(content, new Random(7), from: 0));
        Assert.Null(content.Fault(""));
        Assert.Equal(new FileInfo(_folder["a.gz"]).Length, content.StoredRead);
    }

    [Fact]
    public void A_file_made_to_explode_is_left_in_time()
    {
        var bomb = new MemoryStream();
        var member = Gzip.Of(Enumerable.Repeat((byte)'a', 50_000_000).ToArray(), CompressionLevel.SmallestSize);
        for (var i = 0; i < 6; i++)
        {
            bomb.Write(member);
        }

        using var content = Content(bomb.ToArray());
        var buffer = new byte[256 * 1024];
        long length = 0;
        int read;
        while ((read = content.Read(buffer, length)) > 0)
        {
            length += read;
        }

        Assert.InRange(length, 50_000_000, 110_000_000);
        Assert.Equal(FileFault.GzipBomb, content.Fault("")?.Reason);
    }

    private static string Lines(int count, Random random) => string.Concat(Enumerable.Range(0, count).Select(
        i => string.Create(CultureInfo.InvariantCulture, $"line {i} {random.Next()}\n")));

    private static string ReadAll(GzipContent content, Random random, long from)
    {
        var text = new StringBuilder();
        var buffer = new byte[100_000];
        int read;
        while ((read = content.Read(buffer.AsSpan(0, random.Next(1, buffer.Length)), from + text.Length)) > 0)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private GzipContent Content(byte[] stored)
    {
        var path = _folder["a.gz"];
        File.WriteAllBytes(path, stored);
        return new GzipContent(File.OpenHandle(path));
    }
}
