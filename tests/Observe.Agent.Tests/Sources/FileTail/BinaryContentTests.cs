using System.Text;
using Observe.Agent.Sources.FileTail.Content;

namespace Observe.Agent.Tests.Sources.FileTail;

public class BinaryContentTests
{
    public static TheoryData<byte[]> Binaries => new()
    {
        { new byte[100] },
        { Enumerable.Range(0, 4096).Select(i => (byte)(i * 7919 >> 3)).ToArray() },
        { [0x1f, 0x8b, 8, .. new byte[30]] },
        { [.. "\u007fELF"u8, 2, 1, 1] },
        { [.. "LPKSHHRH"u8] },
        { Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("level=info in utf-16")).ToArray() },
    };

    public static TheoryData<byte[]> Texts => new()
    {
        { [.. "2025-11-20 INFO started\n"u8] },
        { [.. "caf\u00e9 d\u00e9j\u00e0 vu \u4f60\u597d \U0001F600\n"u8] },
        { [.. "\u001b[32minfo\u001b[0m coloured\n"u8] },
        { [.. "good line\n\0\0\0 zeros from a crash\nanother good line\n"u8] },
        { [.. "torn \xff\xfe bytes in a long enough line of text\n"u8] },
        { [] },
    };

    [Theory]
    [MemberData(nameof(Binaries))]
    public void What_is_no_text_is_binary(byte[] beginning) => Assert.True(BinaryContent.Is(beginning));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_with_a_few_stray_bytes_is_text(byte[] beginning) => Assert.False(BinaryContent.Is(beginning));
}
