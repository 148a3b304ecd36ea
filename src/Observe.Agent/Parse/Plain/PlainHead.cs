using System.Runtime.CompilerServices;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Plain;

/// <summary>
/// Reads the head of a line of text: priority, time, level, tags, logger, in whatever order loggers write them, up to the
/// first word that belongs to the message. A level is believed only where a head has one, never in the middle of prose.
/// </summary>
internal ref struct PlainHead
{
    /// <summary>Words that may stand between time and level: host, process, thread, logger.</summary>
    private const int MaxWords = 6;

    /// <summary>How strongly a tag that names no provider is the category.</summary>
    public const byte TagStrength = 5;

    private const int MaxTag = 64;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ProviderClassifier _providers;
    private readonly HeadMemory _memory;
    private int _at;

    /// <summary>Where the message starts if no further word turns out to be of the head.</summary>
    private int _message;

    private bool _timed;

    /// <summary>The level stood in a word; a priority does not end the head.</summary>
    private bool _leveled;

    private PlainHead(ReadOnlySpan<byte> bytes, int start, ProviderClassifier providers, HeadMemory memory)
    {
        _bytes = bytes;
        _providers = providers;
        _memory = memory;
        _at = _message = start;
    }

    /// <summary>Reads the head of the line between two places, and returns where its message starts.</summary>
    public static int Read(int start, int end, ProviderClassifier providers, Timestamps timestamps, HeadMemory memory, LineFields fields)
    {
        var bytes = fields.Bytes.AsSpan(0, end);
        if (memory.TryRead(bytes, start, timestamps, fields, out var message))
        {
            return message;
        }

        var head = new PlainHead(bytes, start, providers, memory);
        head.ReadPriority(fields);
        head.ReadTime(timestamps, fields);
        head.ReadWords(fields);
        return head._message;
    }

    /// <summary><c>&lt;13&gt;</c>, as syslog and systemd write it.</summary>
    private void ReadPriority(LineFields fields)
    {
        if (_at + 3 > _bytes.Length || _bytes[_at] != '<')
        {
            return;
        }

        var at = Numbers.Read(_bytes, _at + 1, out var priority);
        if (at > 0 && at - _at <= 4 && at < _bytes.Length && _bytes[at] == '>'
            && priority is { IsNegative: false, Millionths: 0, Whole: < 192 })
        {
            fields.Level = Levels.FromSyslog(priority.Whole & 7);
            _at = _message = at + 1;
            _timed = true;
        }
    }

    private void ReadTime(Timestamps timestamps, LineFields fields)
    {
        SkipSpaces();
        if (BracketHead.TryRead(_bytes, _at, timestamps, out var bracket))
        {
            fields.UnixMilliseconds = bracket.UnixMilliseconds;
            _timed = true;
            Take(bracket.Level, fields);
            fields.Category.Offer(bracket.NameStart, bracket.NameLength, 15);
            _at = _message = bracket.Behind;
            return;
        }

        var inside = _at < _bytes.Length && _bytes[_at] == '[' ? 1 : 0;
        if (Clock.Length(_bytes[(_at + inside)..]) is > 0 and var clock && _at + clock + (2 * inside) is var behind
            && behind < _bytes.Length && _bytes[behind] == ' ' && (inside == 0 || _bytes[behind - 1] == ']'))
        {
            _timed = true;
            _at = behind;
            SkipSpaces();
            _message = _at;
            return;
        }

        if (HeadTime.TryFind(_bytes[_at..], timestamps, out var time))
        {
            fields.UnixMilliseconds = time.UnixMilliseconds;
            _timed = true;
            if (time.LabelLength > 0)
            {
                fields.Category.Offer(_at, time.LabelLength, 15);
            }

            _at += time.Length;
            SkipSpaces();
            _message = time.IsMessage ? _message : _at;
        }
    }

    private void ReadWords(LineFields fields)
    {
        var separated = false;
        var first = true;
        var plainWords = 0;
        var start = _at;
        for (var n = 0; n < MaxWords; n++)
        {
            SkipSpaces();
            if (_at >= _bytes.Length)
            {
                return;
            }

            var b = _bytes[_at];
            if (b == '[')
            {
                var behindLevel = n == 1 && _timed && _leveled && !separated;
                if (!ReadTag(fields))
                {
                    return;
                }

                if (behindLevel)
                {
                    _memory.Remember(_bytes, start, _at + 1, fields);
                }

                first = false;
                continue;
            }

            if (b == '{' && _timed && !_leveled && TryPassSource(fields))
            {
                continue;
            }

            if (b is (byte)'|' or (byte)'-' or (byte)':' && (_at + 1 == _bytes.Length || _bytes[_at + 1] == ' '))
            {
                separated = true;
                _at++;
                _message = _leveled ? _at : _message;
                continue;
            }

            if (!ReadWord(fields, first, separated, ref plainWords))
            {
                break;
            }

            first = false;
        }

        while (_message < _bytes.Length && _bytes[_message] is (byte)' ' or (byte)'\t')
        {
            _message++;
        }
    }

    /// <summary><c>[error]</c>, <c>[groq]</c>, <c>[1234]</c>, <c>[main]</c>; false when what is in the brackets is of the message.</summary>
    private bool ReadTag(LineFields fields)
    {
        var rest = _bytes[(_at + 1)..];
        var length = Nearby.IndexOf(rest, (byte)']');
        if (length is <= 0 or > MaxTag)
        {
            return false;
        }

        if (_timed && length + 1 < rest.Length && rest[length + 1] == '@')
        {
            // PostgreSQL's [unknown]@[unknown], before it knows who is there.
            var space = rest[length..].IndexOf((byte)' ');
            _at += space < 0 ? rest.Length + 1 : length + space + 1;
            return true;
        }

        var tag = rest[..length].Trim((byte)' ');
        var start = _at + 1;
        if (fields.TagProvider == 0 && _providers.FindExact(tag) is not 0 and var exact)
        {
            fields.TagProvider = exact;
        }
        else if (!_leveled && HeadLevel.SetApart(tag) is not LogLevel.Unknown and var level)
        {
            Take(level, fields);
        }
        else if (!Words.IsName(tag) && !(_timed && tag.Length > 0 && char.IsAsciiDigit((char)tag[0])))
        {
            if (!IsThread(tag, rest[(length + 1)..]))
            {
                return false;
            }
        }
        else if (fields.TagProvider == 0 && _providers.Find(tag) is not 0 and var provider)
        {
            fields.TagProvider = provider;
        }
        else if (!char.IsAsciiDigit((char)tag[0]))
        {
            fields.Category.Offer(start, length, TagStrength);
        }

        _at = start + length + 1;
        if (_at < _bytes.Length && _bytes[_at] == ':')
        {
            _at++;
        }

        _message = _at;
        return true;
    }

    /// <summary>Java's thread names have spaces; between a level and a logger nothing else stands in brackets.</summary>
    private readonly bool IsThread(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> behind)
    {
        var colon = behind.IndexOf(": "u8);
        return _timed && _leveled && tag.Length > 0 && colon > 1 && behind[0] == ' ' && Words.IsName(behind[1..colon]);
    }

    /// <summary>Level, process, host or logger; false when the word is of the message.</summary>
    private bool ReadWord(LineFields fields, bool first, bool separated, ref int plainWords)
    {
        var rest = _bytes[_at..];
        var length = Nearby.IndexOf(rest, (byte)' ');
        var word = length < 0 ? rest : rest[..length];
        word = word.IndexOf((byte)'\t') is > 0 and var tab ? word[..tab] : word;
        var colon = word[^1] == ':';
        var name = colon ? word[..^1] : word;
        if (_leveled)
        {
            ReadLogger(fields, name, word.Length, colon);
            return false;
        }

        var level = colon || separated ? HeadLevel.SetApart(name) : HeadLevel.Bare(name, first && _timed);
        if (level != LogLevel.Unknown)
        {
            Take(level, fields);
            _at += word.Length;
            _message = _at;
            return true;
        }

        return TryReadPythonHead(fields, word) || PassWord(fields, name, word.Length, colon, ref plainWords);
    }

    /// <summary>Airflow's <c>{taskinstance.py:1023}</c>.</summary>
    private bool TryPassSource(LineFields fields)
    {
        var rest = _bytes[(_at + 1)..];
        var close = rest.IndexOf((byte)'}');
        var colon = close is <= 0 or > MaxTag ? -1 : rest[..close].IndexOf((byte)':');
        if (colon <= 0 || !Words.IsName(rest[..colon]))
        {
            return false;
        }

        fields.Category.Offer(_at + 1, colon, 15);
        _at = _message = _at + close + 2;
        return true;
    }

    /// <summary>Behind the level: <c>dfs.DataNode: text</c>, <c>app.worker - text</c>, <c>app[12]: text</c>.</summary>
    private void ReadLogger(LineFields fields, ReadOnlySpan<byte> name, int length, bool colon)
    {
        if (SpringHead.TryRead(_bytes, _at, out var logger, out var loggerLength, out var text))
        {
            fields.Category.Offer(logger, loggerLength, 15);
            _message = text;
            return;
        }

        // pino-pretty's process behind the level: "INFO (123): text".
        if (colon && name is [(byte)'(', .., (byte)')'] && Words.IsNumber(name[1..^1]))
        {
            _message = _at + length;
            return;
        }

        var bare = WithoutNumber(name);
        if (colon && bare.Length == name.Length && !Words.IsLogger(bare))
        {
            return;
        }

        var behind = _at + length;
        var separated = IsSeparator(behind);
        if ((!colon && !separated && bare.Length == name.Length) || !Words.IsName(bare))
        {
            return;
        }

        fields.Category.Offer(_at, bare.Length, 15);
        _message = separated ? behind + 2 : colon ? behind : _message;
    }

    /// <summary>Python's default head, <c>WARNING:root:text</c>.</summary>
    private bool TryReadPythonHead(LineFields fields, ReadOnlySpan<byte> word)
    {
        var colon = word.IndexOf((byte)':');
        if (colon < 3 || !Words.IsUpper(word[..colon]) || Levels.FromWord(word[..colon]) is LogLevel.Unknown)
        {
            return false;
        }

        Take(Levels.FromWord(word[..colon]), fields);
        var logger = word[(colon + 1)..];
        var length = logger.IndexOf((byte)':');
        _message = _at + colon + 1;
        if (length > 0 && Words.IsName(logger[..length]))
        {
            fields.Category.Offer(_message, length, 15);
            _message += length + 1;
        }

        _at = _bytes.Length;
        return true;
    }

    /// <summary>A word that may stand before the level. Two words of plain language are prose.</summary>
    private bool PassWord(LineFields fields, ReadOnlySpan<byte> name, int length, bool colon, ref int plainWords)
    {
        if (_timed && char.IsAsciiDigit((char)_bytes[_at]))
        {
            _at += length;
            return true;
        }

        // Behind a program's name a further word with a colon is what it says.
        var bare = WithoutNumber(name);
        if (!Words.IsName(bare) || (!_timed && !colon) || (colon && fields.Category.Strength == 15))
        {
            return false;
        }

        if (!colon && !Words.IsMadeUp(bare) && (plainWords++ > 0 || char.IsAsciiLetterUpper((char)bare[0])))
        {
            return false;
        }

        if (_timed && colon && !Words.IsUpper(bare) && (Words.IsMadeUp(bare) || !char.IsAsciiLetterUpper((char)bare[0])))
        {
            fields.Category.Offer(_at, bare.Length, 15);
            _message = _at + length;
        }
        else if ((colon && !_timed && NextIsLevel(length)) || (_timed && IsSeparator(_at + length)))
        {
            fields.Category.Offer(_at, bare.Length, 15);
        }

        _at += length;
        return true;
    }

    /// <summary>A dash, bar or colon between spaces.</summary>
    private readonly bool IsSeparator(int at) => at + 2 < _bytes.Length && _bytes[at] == ' ' && _bytes[at + 2] == ' '
        && _bytes[at + 1] is (byte)'-' or (byte)'|' or (byte)':';

    /// <summary>A word wins over a priority, which is what a daemon gives all it collects.</summary>
    private void Take(LogLevel level, LineFields fields)
    {
        fields.Level = level;
        _leveled = true;
    }

    private readonly bool NextIsLevel(int length)
    {
        var rest = _bytes[Math.Min(_at + length + 1, _bytes.Length)..];
        var colon = rest[..Math.Min(rest.Length, 16)].IndexOf((byte)':');
        return colon > 0 && HeadLevel.SetApart(rest[..colon]) != LogLevel.Unknown;
    }

    /// <summary><c>sshd</c> of <c>sshd[1234]</c> and of <c>sshd(pam_unix)[1234]</c>.</summary>
    private static ReadOnlySpan<byte> WithoutNumber(ReadOnlySpan<byte> name)
    {
        if (name.Length < 3 || name[^1] != ']')
        {
            return name;
        }

        var bracket = name.LastIndexOf((byte)'[');
        if (bracket <= 0 || !Words.IsNumber(name[(bracket + 1)..^1]))
        {
            return name;
        }

        var service = name[..bracket].IndexOf((byte)'(');
        return service > 0 && name[bracket - 1] == ')' ? name[..service] : name[..bracket];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipSpaces()
    {
        var at = _at;
        while ((uint)at < (uint)_bytes.Length && _bytes[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        _at = at;
    }
}
