using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Commands;

/// <summary><c>observe config</c>: validates the configuration and prints what is in force, and where each value was given.</summary>
internal sealed class ConfigCommand : Verb
{
    private readonly ConfigurationFlagSet _flags = new();
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON object." };
    private readonly CommandContext _context;

    public ConfigCommand(CommandContext context)
        : base("config", "Validate the configuration and print what is in force.",
            "observe config",
            "observe config --config /etc/observe/observe.json --json",
            "OBSERVE__TAIL__MAXLINEBYTES=64KiB observe config")
    {
        _context = context;
        _flags.AddTo(this, watch: true, listen: true);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult result)
    {
        if (_context.Load(_flags.Read(result)) is not { } configuration)
        {
            return ExitCode.Usage;
        }

        if (result.GetValue(_json))
        {
            PrintJson(configuration);
        }
        else
        {
            PrintTable(configuration);
        }

        return ExitCode.Ok;
    }

    private void PrintTable(LoadedConfiguration configuration)
    {
        var places = string.Join(", ", ConfigurationFile.Places(_context.Surroundings));
        _context.Output.WriteLine($"configuration file: {configuration.File ?? $"none (looked for {places})"}");
        var settings = SettingInForce.All(configuration).ToList();
        var width = settings.Max(s => s.Key.Length);
        foreach (var setting in settings)
        {
            var origin = setting.Origin.Kind == OriginKind.Default ? "" : $"  ({setting.Origin})";
            var values = setting.Values.Count == 0 ? ["(none)"] : setting.Values;
            _context.Output.WriteLine($"{setting.Key.PadRight(width)}  {values[0]}{origin}");
            foreach (var value in values.Skip(1))
            {
                _context.Output.WriteLine($"{"".PadRight(width)}  {value}");
            }
        }
    }

    private void PrintJson(LoadedConfiguration configuration)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(stream, options))
        {
            json.WriteStartObject();
            json.WriteString("file", configuration.File);
            json.WriteStartObject("settings");
            foreach (var setting in SettingInForce.All(configuration))
            {
                json.WriteStartObject(setting.Key);
                json.WritePropertyName("value");
                WriteValue(json, setting);
                json.WriteString("origin", OptionKey.Of(setting.Origin.Kind.ToString()));
                if (setting.Origin.Kind != OriginKind.Default)
                {
                    json.WriteString("given", setting.Origin.ToString());
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        _context.Output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static void WriteValue(Utf8JsonWriter json, SettingInForce setting)
    {
        if (setting.Kind == SettingKind.Text)
        {
            json.WriteStringValue(setting.Values[0]);
        }
        else if (setting.Kind != SettingKind.List)
        {
            json.WriteRawValue(setting.Values[0]);
        }
        else
        {
            json.WriteStartArray();
            foreach (var value in setting.Values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }
    }
}
