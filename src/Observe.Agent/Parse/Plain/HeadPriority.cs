using Observe.Agent.Parse.Fields;
using Observe.Agent.Parse.Values;

namespace Observe.Agent.Parse.Plain;

/// <summary><c>&lt;13&gt;</c>, as syslog and systemd write it.</summary>
internal static class HeadPriority
{
    public static void Read(ref HeadCursor head, LineFields fields)
    {
        var line = head.Line;
        if (head.At + 3 > line.Length || line[head.At] != '<')
        {
            return;
        }

        var at = Numbers.Read(line, head.At + 1, out var priority);
        if (at > 0 && at - head.At <= 4 && at < line.Length && line[at] == '>'
            && priority is { IsNegative: false, Millionths: 0, Whole: < 192 })
        {
            fields.Level = Levels.FromSyslog(priority.Whole & 7);
            head.Pass(at + 1);
            head.Timed = true;
        }
    }
}
