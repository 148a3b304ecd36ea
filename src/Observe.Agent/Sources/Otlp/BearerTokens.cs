using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Observe.Agent.Listen;

namespace Observe.Agent.Sources.Otlp;

/// <summary>Who may push: those who carry one of the tokens. How long the check takes says nothing of how near a token was.</summary>
internal sealed class BearerTokens
{
    private const string Scheme = "Bearer ";

    /// <summary>Longer than any token; what is longer is none.</summary>
    private const int MaxBytes = 4096;

    private readonly byte[][] _given;
    private readonly WatchedFiles<byte[][]>? _file;

    /// <exception cref="ListenException">The file with tokens cannot be used.</exception>
    public BearerTokens(OtlpOptions options, ILogger log, TimeProvider time)
    {
        _given = [.. options.BearerTokens.Select(Hash)];
        if (options.BearerTokenFile is { } path)
        {
            _file = new WatchedFiles<byte[][]>([("otlp.bearerTokenFile", path)], texts => Parse(texts[0]), log, time);
        }
    }

    public bool Admit(StringValues authorization)
    {
        if (_given.Length == 0 && _file is null)
        {
            return true;
        }

        if (authorization.Count != 1 || authorization[0] is not { } header
            || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length > MaxBytes / 3)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[MaxBytes];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetBytes(header.AsSpan(Scheme.Length).Trim(), bytes);
        SHA256.HashData(bytes[..length], hash);
        return IsAmong(_given, hash) | (_file is not null && IsAmong(_file.Current, hash));
    }

    private static bool IsAmong(byte[][] known, ReadOnlySpan<byte> hash)
    {
        var found = false;
        foreach (var each in known)
        {
            found |= CryptographicOperations.FixedTimeEquals(each, hash);
        }

        return found;
    }

    private static byte[][] Parse(string text)
    {
        var tokens = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Hash).ToArray();
        return tokens.Length > 0 ? tokens : throw new InvalidDataException("there is no token in it; write one a line");
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token.Trim()));
}
