using System.Buffers;
using System.Text;
using Observe.Agent.Parse.Redaction;

namespace Observe.Agent.Tests.Parse.Redaction;

/// <summary>Every secret here is made up: the shape is a vendor's, the rest is counting.</summary>
public class RedactorTests
{
    private const string Hex = "0123456789abcdef0123456789abcdef";
    private const string Mixed = "Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2Yz3";

    [Theory]
    [InlineData("sk-" + Mixed)]
    [InlineData("sk-proj-" + Mixed)]
    [InlineData("sk-ant-" + "api03-" + Mixed)]
    [InlineData("sk-or-v1-" + Hex)]
    [InlineData("gsk_" + Mixed)]
    [InlineData("xai-" + Mixed)]
    [InlineData("AIza" + "Sy" + Mixed)]
    [InlineData("hf_" + Mixed)]
    [InlineData("r8_" + Mixed)]
    [InlineData("pplx-" + Hex)]
    [InlineData("nvapi-" + Mixed)]
    [InlineData("csk-" + Mixed)]
    [InlineData("ya29." + Mixed)]
    [InlineData("ghp_" + Mixed)]
    [InlineData("github_pat_" + Mixed)]
    [InlineData("glpat-" + "x1y2z3-a4b5c6_d7e8f9")]
    [InlineData("npm_" + Mixed)]
    [InlineData("AKIA" + "0123456789ABCDEF")]
    [InlineData("xoxb-" + "123456789012-abcdefABCDEF")]
    [InlineData("SG." + "abcdefghij0123456789.ABCDEFGHIJ")]
    [InlineData("sk_live_" + Mixed)]
    [InlineData("whsec_" + Mixed)]
    [InlineData("hvs." + Mixed)]
    [InlineData("sk-svcacct-" + Mixed)]
    [InlineData("ASIA" + "0123456789ABCDEF")]
    [InlineData("ABSK" + Mixed + Mixed)]
    [InlineData("bedrock-api-key-" + Mixed)]
    [InlineData("fw_" + Mixed)]
    [InlineData("tgp_v1_" + Mixed)]
    [InlineData("tvly-" + Mixed)]
    [InlineData("lsv2_" + "pt_" + Hex)]
    [InlineData("pcsk_" + Mixed)]
    [InlineData("jina_" + Mixed)]
    [InlineData("voyage-" + "pa-" + Mixed)]
    [InlineData("pk-lf-" + Hex)]
    [InlineData("rpa_" + Mixed)]
    [InlineData("gho_" + Mixed)]
    [InlineData("ghs_" + Mixed)]
    [InlineData("pypi-" + Mixed)]
    [InlineData("dop_v1_" + Hex)]
    [InlineData("sbp_" + Hex)]
    [InlineData("dapi" + Hex)]
    [InlineData("glsa_" + Hex)]
    [InlineData("glc_" + Mixed)]
    [InlineData("dckr_pat_" + Mixed)]
    [InlineData("sntrys_" + Mixed)]
    [InlineData("ATATT" + "3x" + Mixed)]
    [InlineData("GOCSPX-" + Mixed)]
    [InlineData("xoxp-" + "123456789012-abcdefABCDEF")]
    [InlineData("xapp-" + "1-A0123-abcdef")]
    [InlineData("rk_live_" + Mixed)]
    [InlineData("shpat_" + Hex)]
    [InlineData("lin_api_" + Mixed)]
    [InlineData("eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl")]
    public void Keys_are_known_by_their_shape(string key)
    {
        Assert.Equal("[redacted]", Redactor.Redact(key));
        Assert.Equal("rejected [redacted], sorry", Redactor.Redact($"rejected {key}, sorry"));
        Assert.Equal("url?x=[redacted]&y=1", Redactor.Redact($"url?x={key}&y=1"));
        Assert.Equal("{\"k\":\"[redacted]\"}", Redactor.Redact($"{{\"k\":\"{key}\"}}"));
        Assert.Equal("key [redacted].", Redactor.Redact($"key {key}."));

        // As JSON writers put line ends and quotes into their strings.
        Assert.Equal("{\"k\":\"a\\n[redacted]\\nb\"}", Redactor.Redact($"{{\"k\":\"a\\n{key}\\nb\"}}"));
        Assert.Equal("{\"k\":\"\\u0022[redacted]\\u0022\"}", Redactor.Redact($"{{\"k\":\"\\u0022{key}\\u0022\"}}"));
    }

    [Theory]
    [InlineData("password=hunter2 next", "password=[redacted] next")]
    [InlineData("password: 12345", "password: [redacted]")]
    [InlineData("{\"password\": \"it's me\", \"a\":1}", "{\"password\": \"[redacted]\", \"a\":1}")]
    [InlineData("{\\\"api_key\\\":\\\"abcd1234\\\"}", "{\\\"api_key\\\":\\\"[redacted]\\\"}")]
    [InlineData("OPENAI_API_KEY=abcd1234;x", "OPENAI_API_KEY=[redacted];x")]
    [InlineData("db.password='a b c'", "db.password='[redacted]'")]
    [InlineData("clientSecret => s3cr3t!", "clientSecret => [redacted]")]
    [InlineData("x-api-key: abcd1234", "x-api-key: [redacted]")]
    [InlineData("Authorization: Basic dXNlcjpwYXNz", "Authorization: [redacted]")]
    [InlineData("authorization: Bearer abc.def.123", "authorization: [redacted]")]
    [InlineData("sent Bearer abcdefgh12345678 to host", "sent Bearer [redacted] to host")]
    [InlineData("access_token=abc123def&expires=5", "access_token=[redacted]&expires=5")]
    [InlineData("Set-Cookie: sid=abc123; Path=/", "Set-Cookie: [redacted]; Path=/")]
    [InlineData("AccountKey=abcd1234==;Endpoint=x", "AccountKey=[redacted];Endpoint=x")]
    [InlineData("postgres://bob:p%40ss@db:5432/x", "postgres://bob:[redacted]@db:5432/x")]
    [InlineData("https://user:tok@en@host/path", "https://user:[redacted]@host/path")]
    [InlineData("mail to jane.doe+x@mail.example.co.uk now", "mail to [redacted] now")]
    [InlineData("<a@b.de>", "<[redacted]>")]
    [InlineData("card 4111 1111 1111 1111 declined", "card [redacted] declined")]
    [InlineData("card=5500-0000-0000-0004", "card=[redacted]")]
    [InlineData("4111 1111 1111 1111 5500 0000 0000 0004", "[redacted] [redacted]")]
    [InlineData("card 4111111111111111 500 EUR", "card [redacted] 500 EUR")]
    [InlineData("378282246310005", "[redacted]")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- ok", "[redacted] ok")]
    [InlineData("-----BEGIN PRIVATE KEY-----\\nMIIE cut", "[redacted]")]
    [InlineData("{\"m\":\"{\\u0022password\\u0022:\\u0022hunter2\\u0022,\\u0022a\\u0022:1}\"}", "{\"m\":\"{\\u0022password\\u0022:\\u0022[redacted]\\u0022,\\u0022a\\u0022:1}\"}")]
    [InlineData("{\"m\":\"\\u0022password\\u0022:\\u0022cut\"}", "{\"m\":\"\\u0022password\\u0022:\\u0022[redacted]\"}")]
    [InlineData("{\\\\\\\"password\\\\\\\":\\\\\\\"hunter2\\\\\\\"}", "{\\\\\\\"password\\\\\\\":\\\\\\\"[redacted]\\\\\\\"}")]
    [InlineData("{\"password\":\"ab\\\"cd\",\"a\":1}", "{\"password\":\"[redacted]\",\"a\":1}")]
    [InlineData("{\"m\":\"say \\\"password=abc\\\" now\"}", "{\"m\":\"say \\\"password=[redacted]\\\" now\"}")]
    [InlineData("{\"m\":\"Bearer abc12345\\u002Bdef\\/ghi\"}", "{\"m\":\"Bearer [redacted]\"}")]
    [InlineData("{\"m\":\"to\\njane@example.com\"}", "{\"m\":\"to\\n[redacted]\"}")]
    [InlineData("{\"m\":\"\\u003Cjane\\u002Bx@example.com\\u003E\"}", "{\"m\":\"\\u003C[redacted]\\u003E\"}")]
    [InlineData("{\"m\":\"card\\n4111111111111111\"}", "{\"m\":\"card\\n[redacted]\"}")]
    [InlineData("{\"m\":\"postgres:\\/\\/bob:hunter2@db\\/x\"}", "{\"m\":\"postgres:\\/\\/bob:[redacted]@db\\/x\"}")]
    [InlineData("GET /reset?email=jane.doe%40example.com&x=1", "GET /reset?email=[redacted]&x=1")]
    [InlineData("password=a password=b", "password=[redacted] password=[redacted]")]
    public void Values_that_are_secret_by_name_or_form_are_masked(string text, string expected) => Assert.Equal(expected, Redactor.Redact(text));

    [Theory]
    [InlineData("prompt_tokens=123 completion_tokens=456 total_tokens=579")]
    [InlineData("token=123456789")]
    [InlineData("\"max_tokens\":4096")]
    [InlineData("request completed in 1.5s at 2025-11-20T10:11:12.123Z")]
    [InlineData("Failed password for root from 10.0.0.1 port 22")]
    [InlineData("bearer authentication is missing")]
    [InlineData("model=llama-3.3-70b-versatile sk-learn hf_hub gsk_ xai-")]
    [InlineData("trace 4111111111111112 span 1763633472123456")]
    [InlineData("order 4111111111111111234567")]
    [InlineData("version 1.4111111111111111")]
    [InlineData("user@host ssh root@10.0.0.1 @decorator a@b")]
    [InlineData("http://host:8080/path?x=1")]
    [InlineData("GET /lodash%404.17.21 /%40scope%2Fname /100%40 C:\\new\\tables")]
    [InlineData("password=")]
    [InlineData("password=[redacted]")]
    [InlineData("caf\u00e9 d\u00e9tails: r\u00e9ponse envoy\u00e9e")]
    [InlineData("")]
    public void What_is_no_secret_stays(string text) => Assert.Equal(text, Redactor.Redact(text));

    [Fact]
    public void Any_bytes_are_taken_and_what_is_masked_once_stays_so()
    {
        var random = new Random(5);
        byte[][] parts = [.. new[] { "password", "=", ":", "\"", "\\", " ", "://", "a:b@c.de", "sk-", Mixed, "4111 1111 1111 1111", "Bearer ", "eyJ", ".", "-----BEGIN PRIVATE KEY-----", "\\u0022", "\\u002B", "%40", "\\n", "'" }
            .Select(Encoding.UTF8.GetBytes)];
        for (var i = 0; i < 5000; i++)
        {
            var noise = new byte[random.Next(6)];
            random.NextBytes(noise);
            byte[] text = [.. Enumerable.Range(0, random.Next(10)).SelectMany(_ => parts[random.Next(parts.Length)]), .. noise];
            var once = Redact(text);
            Assert.True(once.SequenceEqual(Redact(once)), $"{Encoding.Latin1.GetString(text)} became {Encoding.Latin1.GetString(once)}");
        }
    }

    [Fact]
    public void Hostile_texts_cost_time_in_line_with_their_length()
    {
        foreach (var part in new[] { "sk-", "eyJ", "token: basic ", "a:b@", "://", "@", "-----BEGIN ", "4 ", "password='", "%40", "a%40b.cd", "\\u002B", "\\u0022:", "token:\\u0022", "\\", "token=\\\\" })
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, 200_000 / part.Length)));
            var start = TimeProvider.System.GetTimestamp();
            Redact(text);
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10), part);
        }
    }

    private static byte[] Redact(byte[] text)
    {
        var output = new ArrayBufferWriter<byte>();
        Redactor.Redact(text, output);
        return output.WrittenSpan.ToArray();
    }
}
