using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Observe.Tokenizer.Tests.Oracle;

/// <summary>Node with npm's tiktoken, asked over a pipe. One question at a time.</summary>
internal sealed class TiktokenProcess : IDisposable
{
    private readonly Process _process;

    public TiktokenProcess()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Oracle", "oracle.mjs");
        _process = Process.Start(new ProcessStartInfo("node", [script, TiktokenPackage.Module!])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public int[] Encode(TokenEncoding encoding, ReadOnlySpan<byte> utf8) => Ask(Flags(encoding), utf8);

    public int[] Encode(TokenEncoding encoding, ReadOnlySpan<char> text, bool specials = false) =>
        Ask((byte)(Flags(encoding) | 4 | (specials ? 8 : 0)), MemoryMarshal.AsBytes(text));

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static byte Flags(TokenEncoding encoding) => (byte)encoding.Pattern;

    private int[] Ask(byte flags, ReadOnlySpan<byte> text)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = flags;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], text.Length);
        var input = _process.StandardInput.BaseStream;
        input.Write(head);
        input.Write(text);
        input.Flush();

        var output = _process.StandardOutput.BaseStream;
        output.ReadExactly(head[..4]);
        var ids = new int[BinaryPrimitives.ReadInt32LittleEndian(head)];
        output.ReadExactly(MemoryMarshal.AsBytes(ids.AsSpan()));
        return ids;
    }
}
