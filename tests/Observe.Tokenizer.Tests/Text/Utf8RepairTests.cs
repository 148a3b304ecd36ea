using System.Text;
using Observe.Tokenizer.Text;

namespace Observe.Tokenizer.Tests.Text;

public sealed class Utf8RepairTests
{
    [Fact]
    public void Broken_bytes_are_replaced_as_the_runtime_replaces_them()
    {
        var random = new Random(1);
        byte[] likely = [0x41, 0x7F, 0x80, 0xBF, 0xC2, 0xE0, 0xA0, 0xED, 0xEF, 0xF0, 0x90, 0xF4, 0x8F, 0xFF, 0xC0];
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(12)];
            for (var at = 0; at < bytes.Length; at++)
            {
                bytes[at] = likely[random.Next(likely.Length)];
            }

            var target = new byte[bytes.Length * Utf8Repair.Growth];
            var length = Utf8Repair.Write(bytes, target, final: true, out var consumed);
            Assert.Equal(bytes.Length, consumed);
            Assert.Equal(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)), target[..length]);
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("41", 0)]
    [InlineData("41C3", 1)]
    [InlineData("41C3A9", 0)]
    [InlineData("E4", 1)]
    [InlineData("E4BD", 2)]
    [InlineData("E4BDA0", 0)]
    [InlineData("F09F98", 3)]
    [InlineData("F09F9880", 0)]
    [InlineData("8080", 0)]
    [InlineData("F080", 0)]
    [InlineData("EDA0", 0)]
    [InlineData("FF", 0)]
    public void A_tail_is_unfinished_where_more_bytes_may_finish_it(string hex, int expected)
    {
        Assert.Equal(expected, Utf8Repair.UnfinishedTail(Convert.FromHexString(hex)));
    }
}
