using System.IO.Enumeration;
using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Formats;
using Observe.Agent.Parse.Plain;
using Observe.Agent.Parse.Values;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Custom;

/// <summary>A format that the configuration declares.</summary>
internal sealed class CustomFormat(FormatOptions options, Timestamps timestamps, KeyValues pairs) : ILineFormat
{
    private readonly ILineHead _head = options.Regex is { } regex ? new RegexHead(regex) : new FieldPattern(options.Pattern ?? "", timestamps);

    public LogFormat Format => LogFormat.Custom;

    public string Name => options.Name;

    public Continuation Continuation => options.Continuation;

    /// <summary>Whether its declaration names the files it is for.</summary>
    public bool NamesFiles => options.Files.Count > 0;

    /// <summary>A glob without a folder is one for the file's name.</summary>
    public bool Names(string path) => options.Files.Any(glob => FileSystemName.MatchesSimpleExpression(
        glob, glob.Contains('/', StringComparison.Ordinal) ? path : Path.GetFileName(path.AsSpan()), ignoreCase: false));

    public bool TryClaim(byte[] bytes, in LogRecord record, LineFields fields)
    {
        fields.Reset(bytes);
        return !NamesFiles && TryRead(record, fields);
    }

    public bool TryRead(in LogRecord record, LineFields fields)
    {
        var end = record.Start + record.HeadLength;
        if (!_head.TryRead(record.Start, end, fields))
        {
            return false;
        }

        if (fields.Message.Strength > 0)
        {
            pairs.Read(fields.Message.Start, fields.Message.Start + fields.Message.Length, fields);
        }

        return true;
    }

    /// <summary>Whether the pattern matches a line that may be in another buffer than the batch's.</summary>
    public bool Matches(byte[] bytes, int length, LineFields fields)
    {
        fields.Reset(bytes);
        return _head.TryRead(0, length, fields);
    }
}
