namespace Observe.Tokenizer.Files;

/// <summary>An ordinary token as a file declares it.</summary>
internal readonly record struct VocabularyToken(byte[] Bytes, int Id);
