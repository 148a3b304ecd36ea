using System.Reflection;

namespace Observe.Tokenizer.Files;

/// <summary>The tables of the folder Data, mapped with the assembly: reading them copies nothing.</summary>
internal static class EmbeddedData
{
    public static unsafe ReadOnlySpan<byte> Read(string name)
    {
        var stream = (UnmanagedMemoryStream)(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Observe.Tokenizer.Data.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly."));
        return new ReadOnlySpan<byte>(stream.PositionPointer, checked((int)stream.Length));
    }
}
