using System.Text;

namespace Observe.Agent.Commands;

/// <summary>One JSON object on one line of a command's output.</summary>
internal static class JsonOutput
{
    public static void Write(TextWriter output, Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }
}
