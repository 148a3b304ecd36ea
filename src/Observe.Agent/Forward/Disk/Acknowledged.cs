using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Observe.Agent.Forward.Disk;

/// <summary>
/// How far a queue is delivered, in a small file of its own: it changes with every delivery, and losing the last change to a
/// power cut only means that a batch is sent twice.
/// </summary>
internal sealed class Acknowledged : IDisposable
{
    private readonly SafeFileHandle _file;

    public Acknowledged(string path)
    {
        _file = PrivateFile.Open(path);
        Span<byte> content = stackalloc byte[12];
        Position = RandomAccess.Read(_file, content, 0) == content.Length && BinaryPrimitives.ReadUInt32LittleEndian(content[8..]) == Frame.Checksum(content[..8])
            ? BinaryPrimitives.ReadInt64LittleEndian(content)
            : null;
    }

    /// <summary>Null when none is on record.</summary>
    public long? Position { get; }

    public void Write(long position)
    {
        Span<byte> content = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(content, position);
        BinaryPrimitives.WriteUInt32LittleEndian(content[8..], Frame.Checksum(content[..8]));
        RandomAccess.Write(_file, content, 0);
    }

    public void Dispose() => _file.Dispose();
}
