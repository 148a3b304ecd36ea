using System.Text;

namespace Observe.Agent.Parse.Patterns;

/// <summary>The words of a shape with the text around them: what hashes compare and what people read.</summary>
internal sealed class Template
{
    public const string Mask = "<*>";

    /// <summary>Longer texts are cut.</summary>
    public const int MaxLength = 1024;

    private readonly ulong[] _tokens;

    /// <summary>One more than words: what stands before, between and behind them.</summary>
    private readonly string[] _gaps;

    private readonly string[] _words;

    private Template(ulong[] tokens, string[] words, string[] gaps)
    {
        _tokens = tokens;
        _words = words;
        _gaps = gaps;
    }

    public ReadOnlySpan<ulong> Tokens => _tokens;

    public int Constants => _tokens.Count(t => t != Token.Wildcard);

    public static Template Of(ReadOnlySpan<Token> tokens, ReadOnlySpan<byte> message)
    {
        var hashes = new ulong[tokens.Length];
        var words = new string[tokens.Length];
        var gaps = new string[tokens.Length + 1];
        var at = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            hashes[i] = tokens[i].Hash;
            gaps[i] = Text(message[at..tokens[i].Start]);
            words[i] = tokens[i].Hash == Token.Wildcard ? Mask : Text(message[tokens[i].Start..tokens[i].End]);
            at = tokens[i].End;
        }

        // A message that was cut ends where its last word does.
        gaps[^1] = tokens.Length < MessageScan.MaxTokens ? Text(message[at..Math.Min(message.Length, Math.Max(at, MessageScan.MaxBytes))]) : "";
        return new Template(hashes, words, gaps);
    }

    /// <summary>The template with one more word masked; masks that become neighbours are one.</summary>
    public Template Generalise(int masked)
    {
        var tokens = new List<ulong>(_tokens.Length);
        var words = new List<string>(_tokens.Length);
        var gaps = new List<string>(_gaps.Length) { _gaps[0] };
        for (var i = 0; i < _tokens.Length; i++)
        {
            var token = i == masked ? Token.Wildcard : _tokens[i];
            if (token == Token.Wildcard && tokens.Count > 0 && tokens[^1] == Token.Wildcard)
            {
                gaps[^1] = _gaps[i + 1];
                continue;
            }

            tokens.Add(token);
            words.Add(token == Token.Wildcard ? Mask : _words[i]);
            gaps.Add(_gaps[i + 1]);
        }

        return new Template([.. tokens], [.. words], [.. gaps]);
    }

    public override string ToString()
    {
        var text = new StringBuilder(_gaps[0]);
        for (var i = 0; i < _words.Length && text.Length < MaxLength; i++)
        {
            text.Append(_words[i]).Append(_gaps[i + 1]);
        }

        return text.Length <= MaxLength ? text.ToString() : text.ToString(0, MaxLength) + "…";
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
