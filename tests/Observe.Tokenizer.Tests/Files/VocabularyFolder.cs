using System.Text;

namespace Observe.Tokenizer.Tests.Files;

/// <summary>A temporary folder of vocabulary files, written from a vocabulary that is known to count right.</summary>
internal sealed class VocabularyFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("observe-tokenizer-").FullName;

    public string Write(string name, string content) => Write(name, Encoding.UTF8.GetBytes(content));

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(_path, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The .tiktoken file of an encoding whose ids are its ranks.</summary>
    public string WriteTiktoken(TokenEncoding encoding)
    {
        var lines = new StringBuilder();
        for (var rank = 0; rank < encoding.Vocabulary.Tokens.Count; rank++)
        {
            lines.Append(Convert.ToBase64String(encoding.Vocabulary.Tokens[rank])).Append(' ').Append(rank).Append('\n');
        }

        return Write($"{encoding.Name}.tiktoken", lines.ToString());
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
