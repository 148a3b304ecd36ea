namespace Observe.Tokenizer.Files;

/// <summary>What the readers of vocabulary files from outside share: the limit of their size, and how they complain.</summary>
internal static class VocabularyFile
{
    public const long MaxBytes = 64L * 1024 * 1024;

    public static byte[] ReadAll(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length > MaxBytes)
        {
            throw Invalid(path, $"it has {file.Length} bytes, more than the {MaxBytes} that a vocabulary may have");
        }

        // Read to the end and not to the length: what is no regular file may have none.
        var bytes = new MemoryStream((int)file.Length);
        var block = new byte[64 * 1024];
        for (int read; (read = file.Read(block)) > 0;)
        {
            if (bytes.Length + read > MaxBytes)
            {
                throw Invalid(path, $"it goes on after the {MaxBytes} bytes that a vocabulary may have");
            }

            bytes.Write(block, 0, read);
        }

        return bytes.ToArray();
    }

    public static InvalidDataException Invalid(string path, string reason, Exception? inner = null) =>
        new($"Cannot use {path} as a vocabulary: {reason}.", inner);
}
