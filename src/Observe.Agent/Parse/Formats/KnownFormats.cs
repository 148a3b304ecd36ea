using Observe.Agent.Parse.Custom;
using Observe.Agent.Parse.Json;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Formats;

/// <summary>The formats of one worker, in the order in which they are asked; plain text, which takes everything, is the last.</summary>
internal sealed class KnownFormats
{
    public KnownFormats(Timestamps timestamps, TimeProvider clock, ProviderClassifier providers, IReadOnlyList<FormatOptions> declared)
    {
        var marks = new StringMarks();
        var keys = new KeyMemory();
        var pairs = new KeyValues();
        ILineFormat[] custom = [.. declared.Select(f => new CustomFormat(f, timestamps, pairs))];

        // Each is told by its lines alone, so that one of them in the middle of any other text is read as what it is.
        ILineFormat[] strict =
        [
            new JsonLinesFormat(LogFormat.SerilogCompact, "{\"@t\":"u8.ToArray(), marks, keys),
            new JsonLinesFormat(LogFormat.JsonLines, "{"u8.ToArray(), marks, keys),
            new LogfmtFormat(),
            new DotnetConsoleFormat(timestamps, pairs),
            new DotnetSystemdFormat(timestamps, pairs),
            new Syslog5424Format(timestamps, pairs),
            new GlogFormat(clock, pairs),
            new LogcatFormat(timestamps, clock, pairs),
            new AccessFormat(timestamps, pairs),
            new GinFormat(timestamps),
            new NginxErrorFormat(timestamps),
            new ApacheErrorFormat(timestamps),
            new JavaUtilFormat(),
            new JournalExportFormat(),
        ];
        Plain = new PlainTextFormat(timestamps, pairs, providers, strict);
        All =
        [
            .. custom,
            .. strict,
            new TextLayoutFormat(LogFormat.Python, TextLayouts.IsPython, Plain),
            new TextLayoutFormat(LogFormat.Java, TextLayouts.IsJava, Plain),
            new TextLayoutFormat(LogFormat.Syslog3164, head => TextLayouts.IsSyslog(head, timestamps), Plain),
            Plain,
        ];
    }

    public ILineFormat[] All { get; }

    public PlainTextFormat Plain { get; }
}
