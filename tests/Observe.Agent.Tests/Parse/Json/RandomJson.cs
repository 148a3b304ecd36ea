using System.Globalization;
using System.Text;

namespace Observe.Agent.Tests.Parse.Json;

/// <summary>Seeded JSON objects: keys of loggers and others, values of all kinds, odd white space, escapes and nesting.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Keys =
    [
        "level", "severity", "msg", "message", "@m", "@mt", "ts", "timestamp", "time", "@t", "provider", "vendor", "category", "logger", "model",
        "prompt_tokens", "completion_tokens", "total_tokens", "tokens", "usage", "cached_tokens", "cache_read_input_tokens", "reasoning_tokens",
        "prompt_tokens_details", "latency_ms", "duration", "elapsed", "status", "status_code", "log", "event", "http", "response", "fields",
        "input_tokens", "output_tokens", "x", "", "a b", "caf\u00e9", "\\u006cevel", "le\\\"vel", "LEVEL", "gen_ai.usage.cache_read.input_tokens", "request_id",
    ];

    private static readonly string[] Texts =
    [
        "error", "info", "WARN", "30", "", "hello world", "2025-11-20T10:11:12.123Z", "2025-11-20 10:11:12,5", "1763632800", "1.5s", "120ms", "00:00:01.5",
        "groq", "gpt-4o", "say \\\"hi\\\" \\u00e9\\n", "caf\u00e9 \u4e2d\u6587", "\\ud83d\\ude00", "2025-11-20T10:11:12\\u002B02:00", "12", "-3", "\\ud800",
    ];

    private static readonly string[] Numbers =
    [
        "0", "7", "30", "-5", "200", "503", "1763632800", "1763632800123", "1763632800.25", "177.28", "1e3", "1.5E-4", "2E+2", "-0.0",
        "99999999999999999999999", "0.1234567891234", "12345678", "123456789.123456789", "1e400",
    ];

    private readonly Random _random = new(seed);

    public string Next()
    {
        var text = new StringBuilder();
        Object(text, 0);
        return text.ToString();
    }

    private void Object(StringBuilder text, int depth)
    {
        text.Append('{').Append(Space());
        for (int i = 0, n = _random.Next(9); i < n; i++)
        {
            text.Append(i > 0 ? "," : "").Append(Space());
            text.Append('"').Append(One(Keys)).Append('"').Append(Space()).Append(':').Append(Space());
            Value(text, depth);
            text.Append(Space());
        }

        text.Append('}');
    }

    private void Value(StringBuilder text, int depth)
    {
        switch (_random.Next(depth < 4 ? 12 : 9))
        {
            case < 4:
                text.Append('"').Append(One(Texts)).Append('"');
                break;
            case < 8:
                text.Append(_random.Next(3) == 0 ? One(Numbers) : _random.Next(100_000).ToString(CultureInfo.InvariantCulture));
                break;
            case 8:
                text.Append(One(["true", "false", "null"]));
                break;
            case 9:
                text.Append('[');
                for (int i = 0, n = _random.Next(4); i < n; i++)
                {
                    text.Append(i > 0 ? "," : "").Append(Space());
                    Value(text, depth + 1);
                }

                text.Append(Space()).Append(']');
                break;
            default:
                Object(text, depth + 1);
                break;
        }
    }

    private string Space() => _random.Next(12) switch
    {
        0 => " ",
        1 => "\t ",
        _ => "",
    };

    private string One(string[] of) => of[_random.Next(of.Length)];
}
