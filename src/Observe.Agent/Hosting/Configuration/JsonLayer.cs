using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Observe.Agent.Hosting.Configuration;

/// <summary>Reads a configuration file: JSON with comments and trailing commas. Every node knows its line.</summary>
internal ref struct JsonLayer
{
    /// <summary>A larger file is refused: it is not a configuration.</summary>
    public const int MaxFileBytes = 1024 * 1024;

    private readonly ReadOnlySpan<byte> _json;
    private readonly string _file;
    private readonly List<ConfigurationFault> _faults;
    private Utf8JsonReader _reader;
    private int _line = 1;
    private int _countedTo;

    private JsonLayer(ReadOnlySpan<byte> json, string file, List<ConfigurationFault> faults)
    {
        _json = json;
        _file = file;
        _faults = faults;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    /// <summary>Reads the text of a file; null, with a fault added, when it is not a JSON object.</summary>
    public static SettingNode? Read(ReadOnlySpan<byte> json, string file, List<ConfigurationFault> faults)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble))
        {
            json = json[Encoding.UTF8.Preamble.Length..];
        }

        if (!Utf8.IsValid(json))
        {
            faults.Add(new("", new Origin(OriginKind.File, file), "expected UTF-8 text, got other bytes"));
            return null;
        }

        var layer = new JsonLayer(json, file, faults);
        try
        {
            return layer.Document();
        }
        catch (JsonException e)
        {
            faults.Add(Malformed(json, file, e));
            return null;
        }
        catch (InvalidOperationException)
        {
            // An escaped surrogate without its other half: well-formed JSON, but no text.
            faults.Add(new("", layer.Here(), "expected text, got an escape that is no character"));
            return null;
        }
    }

    private SettingNode? Document()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _faults.Add(new("", Here(), "expected a JSON object, { … }"));
            return null;
        }

        var root = Object("");
        _reader.Read(); // anything but white space and comments after the object throws
        return root;
    }

    private SettingNode Value(string key)
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Object(key);
            case JsonTokenType.StartArray:
                var list = new SettingNode(SettingKind.List, Here());
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Items.Add(Value($"{key}[{list.Items.Count}]"));
                }

                return list;
            case JsonTokenType.String:
                return new SettingNode(SettingKind.Text, Here(), _reader.GetString()!);
            case JsonTokenType.Null:
                return new SettingNode(SettingKind.Null, Here(), "null");
            case var type:
                var kind = type == JsonTokenType.Number ? SettingKind.Number : SettingKind.Boolean;
                return new SettingNode(kind, Here(), Encoding.UTF8.GetString(_reader.ValueSpan));
        }
    }

    private SettingNode Object(string key)
    {
        var node = new SettingNode(SettingKind.Object, Here());
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = _reader.GetString()!;
            var full = key.Length == 0 ? name : $"{key}.{name}";
            if (node.Find(name) is { } first)
            {
                _faults.Add(new(full, Here(), $"the key was already given in line {first.Origin.Line}"));
            }

            _reader.Read();
            node.Add(name, Value(full));
        }

        return node;
    }

    private Origin Here()
    {
        var at = (int)_reader.TokenStartIndex;
        _line += _json[_countedTo..at].Count((byte)'\n');
        _countedTo = at;
        return new Origin(OriginKind.File, _file, _line);
    }

    private static ConfigurationFault Malformed(ReadOnlySpan<byte> json, string file, JsonException e)
    {
        var line = (int)(e.LineNumber ?? 0);
        var start = 0;
        for (var i = 0; i < line; i++)
        {
            start += json[start..].IndexOf((byte)'\n') + 1;
        }

        var bytes = (int)Math.Min(e.BytePositionInLine ?? 0, json.Length - start);
        var column = Encoding.UTF8.GetCharCount(json.Slice(start, bytes)) + 1;
        var what = e.Message.AsSpan();
        var place = what.IndexOf(" LineNumber:");
        return new("", new Origin(OriginKind.File, file, line + 1, column), $"malformed JSON: {(place < 0 ? what : what[..place])}");
    }
}
