using System.Text.Json;
using Observe.Agent.Records.Otlp.Schema;
using Observe.Agent.Records.Otlp.Wire;

namespace Observe.Agent.Records.Otlp.Json;

/// <summary>Goes through a JSON text along a message's schema and writes the message. Unknown fields are passed over, null is absent.</summary>
internal ref struct JsonRewriter(ReadOnlySpan<byte> utf8, int maxDepth, ProtoWriter writer)
{
    private Utf8JsonReader _json = new(utf8, new JsonReaderOptions { MaxDepth = maxDepth });

    /// <exception cref="JsonException">The text is no JSON, or not the JSON of this message.</exception>
    public void Rewrite(OtlpMessageType type)
    {
        _json.Read();
        Fields(type);
        if (_json.Read())
        {
            throw new JsonException("text after the end of the request");
        }
    }

    private void Fields(OtlpMessageType type)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw Unexpected(type.Name, "an object");
        }

        var next = 0;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var field = Find(type.Fields, ref next);
            _json.Read();
            if (field is null)
            {
                _json.Skip();
            }
            else if (_json.TokenType != JsonTokenType.Null)
            {
                Field(field);
            }
        }
    }

    /// <summary>The field of the current name. Writers keep to one order, so that the one after the last found is looked at first.</summary>
    private readonly OtlpField? Find(IReadOnlyList<OtlpField> fields, ref int next)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            var at = next + i < fields.Count ? next + i : next + i - fields.Count;
            if (_json.ValueTextEquals(fields[at].JsonName) || _json.ValueTextEquals(fields[at].ProtoName))
            {
                next = at + 1 < fields.Count ? at + 1 : 0;
                return fields[at];
            }
        }

        return null;
    }

    private void Field(OtlpField field)
    {
        if (!field.IsRepeated)
        {
            Value(field);
            return;
        }

        if (_json.TokenType != JsonTokenType.StartArray)
        {
            throw Unexpected(field.Name, "an array");
        }

        var block = -1;
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (!field.IsPacked)
            {
                Value(field);
                continue;
            }

            block = block < 0 ? writer.Begin(field.Number) : block;
            JsonScalar.WriteBare(ref _json, field, writer);
        }

        if (block >= 0)
        {
            writer.End(block);
        }
    }

    private void Value(OtlpField field)
    {
        if (field.Kind == OtlpFieldKind.Message)
        {
            var start = writer.Begin(field.Number);
            Fields(field.Message!);
            writer.End(start);
        }
        else
        {
            JsonScalar.Write(ref _json, field, writer);
        }
    }

    private readonly JsonException Unexpected(string name, string wanted) => new($"{name} at byte {_json.TokenStartIndex} is not {wanted}");
}
