using System.IO.Compression;
using System.Text;

namespace Observe.Agent.Tests.Sources.FileTail;

/// <summary>Makes gzip files as gzip does.</summary>
internal static class Gzip
{
    public static byte[] Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static byte[] Of(ReadOnlySpan<byte> content, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var stored = new MemoryStream();
        using (var gzip = new GZipStream(stored, level, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return stored.ToArray();
    }

    /// <summary>Compresses a file in its place: another file, with the time of the first, which is deleted.</summary>
    public static void Compress(string path)
    {
        File.WriteAllBytes(path + ".gz", Of(File.ReadAllBytes(path)));
        File.SetLastWriteTimeUtc(path + ".gz", File.GetLastWriteTimeUtc(path));
        File.Delete(path);
    }
}
