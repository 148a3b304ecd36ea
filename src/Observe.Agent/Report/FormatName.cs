using Observe.Agent.Records;

namespace Observe.Agent.Report;

/// <summary>What a format is called in reports.</summary>
internal static class FormatName
{
    public static string Of(LogFormat format) => format switch
    {
        LogFormat.JsonLines => "json",
        LogFormat.Logfmt => "logfmt",
        LogFormat.PlainText => "text",
        LogFormat.Python => "python",
        LogFormat.Java => "java",
        LogFormat.DotnetConsole => "dotnet_console",
        LogFormat.DotnetSystemd => "dotnet_systemd",
        LogFormat.SerilogCompact => "serilog_compact",
        LogFormat.Syslog3164 => "syslog_rfc3164",
        LogFormat.Syslog5424 => "syslog_rfc5424",
        LogFormat.Access => "access",
        LogFormat.NginxError => "nginx_error",
        LogFormat.ApacheError => "apache_error",
        LogFormat.Glog => "glog",
        LogFormat.Logcat => "logcat",
        LogFormat.JournalExport => "journal_export",
        LogFormat.Custom => "custom",
        _ => "unknown",
    };

    /// <summary>With what the lines are wrapped in: <c>docker/json</c>.</summary>
    public static string Of(LogSource source)
    {
        var name = source.CustomFormat ?? Of(source.Format);
        return source.Wrapper switch
        {
            LogWrapper.Docker => $"docker/{name}",
            LogWrapper.Cri => $"cri/{name}",
            _ => name,
        };
    }
}
