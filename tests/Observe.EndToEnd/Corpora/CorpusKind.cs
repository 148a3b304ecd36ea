namespace Observe.EndToEnd.Corpora;

/// <summary>How the lines of a corpus are written.</summary>
internal enum CorpusKind
{
    Json,
    Plain,
}
