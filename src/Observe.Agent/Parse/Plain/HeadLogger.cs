using Observe.Agent.Parse.Fields;

namespace Observe.Agent.Parse.Plain;

/// <summary>The logger behind the level: <c>dfs.DataNode: text</c>, <c>app.worker - text</c>, <c>app[12]: text</c>.</summary>
internal static class HeadLogger
{
    public static void Read(ref HeadCursor head, LineFields fields, ReadOnlySpan<byte> name, int length, bool colon)
    {
        if (SpringHead.TryRead(head.Line, head.At, out var logger, out var loggerLength, out var text))
        {
            fields.Category.Offer(logger, loggerLength, PlainHead.LoggerStrength);
            head.Message = text;
            return;
        }

        // pino-pretty's process behind the level: "INFO (123): text".
        if (colon && name is [(byte)'(', .., (byte)')'] && Words.IsNumber(name[1..^1]))
        {
            head.Message = head.At + length;
            return;
        }

        var bare = WithoutNumber(name);
        if (colon && bare.Length == name.Length && !Words.IsLogger(bare))
        {
            return;
        }

        var behind = head.At + length;
        var separated = head.IsSeparator(behind);
        if ((!colon && !separated && bare.Length == name.Length) || !Words.IsName(bare))
        {
            return;
        }

        fields.Category.Offer(head.At, bare.Length, PlainHead.LoggerStrength);
        head.Message = separated ? behind + 2 : colon ? behind : head.Message;
    }

    /// <summary><c>sshd</c> of <c>sshd[1234]</c> and of <c>sshd(pam_unix)[1234]</c>.</summary>
    public static ReadOnlySpan<byte> WithoutNumber(ReadOnlySpan<byte> name)
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
}
