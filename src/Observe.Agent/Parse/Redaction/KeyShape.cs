using System.Text;

namespace Observe.Agent.Parse.Redaction;

/// <summary>Keys and tokens that vendors mark with a prefix, and JSON web tokens.</summary>
internal static class KeyShape
{
    private const int Probe = 64, WebTokenProbe = 1024;

    /// <summary>Prefix, and the least number of bytes behind it. Longer prefixes stand first.</summary>
    private static readonly (byte[] Prefix, int Least)[] Shapes =
    [
        .. new (string Prefix, int Least)[]
        {
            // Models and the services around them.
            ("sk-ant-", 20), ("sk-proj-", 20), ("sk-or-v1-", 20), ("sk-svcacct-", 20), ("sk-lf-", 20), ("sk-", 20), ("gsk_", 20), ("xai-", 20),
            ("AIza", 30), ("hf_", 20), ("r8_", 20), ("pplx-", 20), ("nvapi-", 20), ("csk-", 20), ("fw_", 20), ("tgp_v1_", 20), ("tvly-", 20),
            ("lsv2_", 20), ("pcsk_", 20), ("ya29.", 20), ("jina_", 20), ("voyage-", 30), ("pk-lf-", 20), ("ABSK", 40), ("bedrock-api-key-", 20),
            ("rpa_", 20), ("AQ.", 30),

            // Code and clouds.
            ("ghp_", 20), ("gho_", 20), ("ghu_", 20), ("ghs_", 20), ("ghr_", 20), ("github_pat_", 20), ("glpat-", 16), ("npm_", 20), ("pypi-", 20),
            ("AKIA", 16), ("ASIA", 16), ("dop_v1_", 20), ("sbp_", 20), ("dapi", 32), ("hvs.", 20), ("AGE-SECRET-KEY-", 20), ("glsa_", 20),
            ("glc_", 20), ("dckr_pat_", 20), ("sntrys_", 20), ("ATATT", 40), ("GOCSPX-", 20), ("nfp_", 20), ("rubygems_", 20), ("ops_", 40),

            // Messages and money.
            ("xoxb-", 10), ("xoxp-", 10), ("xoxa-", 10), ("xoxr-", 10), ("xoxs-", 10), ("xapp-", 10), ("SG.", 20), ("sk_live_", 10), ("sk_test_", 10),
            ("rk_live_", 10), ("rk_test_", 10), ("whsec_", 16), ("shpat_", 20), ("lin_api_", 20),
        }.Select(s => (Encoding.ASCII.GetBytes(s.Prefix), s.Least)),
    ];

    /// <summary>The shapes by their first byte: nearly every word of a text begins none.</summary>
    private static readonly (byte[] Prefix, int Least)[][] ByFirst = [.. Enumerable.Range(0, 256).Select(b => Shapes.Where(s => s.Prefix[0] == b).ToArray())];

    /// <summary>Whether one begins with this byte; a JSON web token begins with <c>eyJ</c>.</summary>
    public static bool MayBeginWith(byte first) => first == 'e' || ByFirst[first].Length > 0;

    public static bool TryMatch(ReadOnlySpan<byte> text, int start, out SecretRange secret)
    {
        var rest = text[start..];
        if (rest.StartsWith("eyJ"u8))
        {
            return TryMatchWebToken(text, start, out secret);
        }

        foreach (var (prefix, least) in ByFirst[text[start]])
        {
            if (rest.StartsWith(prefix))
            {
                // Only the beginning decides, so that a long run without a key costs no more than its length.
                var body = rest[prefix.Length..Math.Min(rest.Length, prefix.Length + Probe)];
                body = body[..SecretBytes.TokenEnd(body, 0)];
                if (body.Length < least || !SecretBytes.HasDigit(body))
                {
                    return SecretRange.None(out secret);
                }

                secret = new SecretRange(start, SecretBytes.TokenEnd(text, start));
                return true;
            }
        }

        return SecretRange.None(out secret);
    }

    private static bool TryMatchWebToken(ReadOnlySpan<byte> text, int start, out SecretRange secret)
    {
        var head = text.Slice(start, Math.Min(text.Length - start, WebTokenProbe));
        head = head[..SecretBytes.TokenEnd(head, 0)];
        if (head.Length < 30 || !head.Contains((byte)'.'))
        {
            return SecretRange.None(out secret);
        }

        secret = new SecretRange(start, SecretBytes.TokenEnd(text, start));
        return true;
    }
}
