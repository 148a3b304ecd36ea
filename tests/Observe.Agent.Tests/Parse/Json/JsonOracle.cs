using System.Text;
using System.Text.Json;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;

namespace Observe.Agent.Tests.Parse.Json;

/// <summary>Reads a line with System.Text.Json alone and hands its keys on as the scanner does: the second opinion of the tests.</summary>
internal static class JsonOracle
{
    public static bool IsObject(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read())
            {
                // Only validity is asked for.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public static void Read(byte[] line, LineFields fields)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        ReadObject(ref reader, k => FieldNames.Find(Scope.Root, k), fields);
    }

    private delegate FieldKey Lookup(ReadOnlySpan<byte> key);

    private static void ReadObject(ref Utf8JsonReader reader, Lookup lookup, LineFields fields)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = lookup(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan);
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    fields.GiveText(key, (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped);
                    break;
                case JsonTokenType.Number:
                    Assert.True(Numbers.TryReadAll(reader.ValueSpan, out var number));
                    fields.GiveNumber(key, number);
                    break;
                case JsonTokenType.StartObject when key.Scope != Scope.Skip:
                    var scope = key.Scope;
                    ReadObject(ref reader, k => FieldNames.Find(scope, k), fields);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
