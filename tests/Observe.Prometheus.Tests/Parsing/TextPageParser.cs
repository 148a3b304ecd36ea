using System.Globalization;
using System.Text;

namespace Observe.Prometheus.Tests.Parsing;

/// <summary>
/// Reads the text formats by their grammars, strictly, sharing nothing with the writer: a line that does not fit, a family in
/// two pieces or metadata said twice is a fault.
/// </summary>
internal sealed class TextPageParser
{
    private readonly ParsedPage _page = new();
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private string _line = "";
    private int _at;
    private string _family = "";

    public static ParsedPage Parse(byte[] bytes, bool openMetrics)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        Assert.True(text.Length == 0 || text.EndsWith('\n'));
        var lines = text.Length == 0 ? [] : text[..^1].Split('\n');
        if (openMetrics)
        {
            Assert.Equal("# EOF", lines[^1]);
            lines = lines[..^1];
        }

        var parser = new TextPageParser();
        foreach (var line in lines)
        {
            parser.Line(line);
        }

        return parser._page;
    }

    private void Line(string line)
    {
        (_line, _at) = (line, 0);
        if (line.StartsWith("# ", StringComparison.Ordinal))
        {
            Metadata();
        }
        else
        {
            Sample();
        }
    }

    private void Metadata()
    {
        _at = 2;
        var keyword = Until(' ');
        var name = _line[_at] == '"' ? Quoted() : Until(' ', keep: true);
        Expect(' ');
        var text = _line[_at..];
        if (name != _family)
        {
            Assert.True(_closed.Add(name), $"{name} is in two pieces");
            _family = name;
        }

        switch (keyword)
        {
            case "TYPE":
                _page.Types.Add(name, text);
                break;
            case "HELP":
                _page.Help.Add(name, text);
                break;
            case "UNIT":
                Assert.EndsWith("_" + text, name, StringComparison.Ordinal);
                break;
            default:
                Assert.Fail($"What is '{keyword}'?");
                break;
        }
    }

    private void Sample()
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var name = "";
        if (_line[0] != '{')
        {
            name = ClassicName(colon: true);
        }

        if (_line[_at] == '{')
        {
            _at++;
            while (_line[_at] != '}')
            {
                var isQuoted = _line[_at] == '"';
                var key = isQuoted ? Quoted() : ClassicName(colon: false);
                if (name.Length == 0)
                {
                    Assert.True(isQuoted);
                    name = key;
                }
                else
                {
                    Expect('=');
                    labels.Add(key, Quoted());
                }

                if (_line[_at] != '}')
                {
                    Expect(',');
                }
            }

            _at++;
        }

        Expect(' ');
        var end = _line.IndexOf(" # ", _at, StringComparison.Ordinal);
        var sample = new ParsedSample(name, labels, Number(end < 0 ? _line[_at..] : _line[_at..end]));
        Assert.StartsWith(_family, name, StringComparison.Ordinal);
        _page.Samples.Add(sample);
    }

    private static double Number(string text)
    {
        Assert.DoesNotContain(' ', text);
        return text switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
    }

    private string ClassicName(bool colon)
    {
        var start = _at;
        while (_at < _line.Length && (char.IsAsciiLetterOrDigit(_line[_at]) || _line[_at] == '_' || (colon && _line[_at] == ':')))
        {
            _at++;
        }

        Assert.True(_at > start && !char.IsAsciiDigit(_line[start]), $"No name at {start} of {_line}");
        return _line[start.._at];
    }

    private string Quoted()
    {
        Expect('"');
        var text = new StringBuilder();
        for (; _line[_at] != '"'; _at++)
        {
            if (_line[_at] != '\\')
            {
                text.Append(_line[_at]);
                continue;
            }

            _at++;
            text.Append(_line[_at] switch { 'n' => '\n', '\\' => '\\', '"' => '"', var other => throw new FormatException($"\\{other}") });
        }

        _at++;
        return text.ToString();
    }

    private string Until(char stop, bool keep = false)
    {
        var end = _line.IndexOf(stop, _at);
        var text = _line[_at..end];
        _at = keep ? end : end + 1;
        return text;
    }

    private void Expect(char c)
    {
        Assert.True(_line[_at] == c, $"'{c}' expected at {_at} of {_line}");
        _at++;
    }
}
