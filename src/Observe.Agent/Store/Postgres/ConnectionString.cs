using Npgsql;

namespace Observe.Agent.Store.Postgres;

/// <summary>A connection string as people write it: <c>Host=…;Database=…</c>, or an address <c>postgres://user:password@host:port/database</c>.</summary>
internal static class ConnectionString
{
    private const int DefaultPort = 5432;

    /// <exception cref="StoreException">It is neither. The message never holds the string: there is a password in it.</exception>
    public static string Read(string text)
    {
        try
        {
            var builder = text.StartsWith("postgres://", StringComparison.Ordinal) || text.StartsWith("postgresql://", StringComparison.Ordinal)
                ? OfAddress(new Uri(text))
                : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(builder.Host))
            {
                throw new FormatException("it names no host");
            }

            // An outage is to be noticed soon, and one agent needs few connections.
            builder.Timeout = text.Contains("timeout", StringComparison.OrdinalIgnoreCase) ? builder.Timeout : 5;
            builder.CommandTimeout = Math.Min(builder.CommandTimeout, 10);
            builder.MaxPoolSize = Math.Min(builder.MaxPoolSize, 4);
            builder.ApplicationName ??= "observe";
            return builder.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or UriFormatException)
        {
            throw new StoreException(
                $"tokens.sharedStore is no connection string ({(e is FormatException and not UriFormatException ? e.Message : "it cannot be read")}); expected Host=…;Database=…;Username=…;Password=… or postgres://user:password@host/database", e);
        }
    }

    private static NpgsqlConnectionStringBuilder OfAddress(Uri address)
    {
        var builder = new NpgsqlConnectionStringBuilder { Host = address.Host, Port = address.Port < 0 ? DefaultPort : address.Port };
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest])
        {
            builder.Username = Uri.UnescapeDataString(user);
            builder.Password = rest is [var password] ? Uri.UnescapeDataString(password) : null;
        }

        if (address.AbsolutePath.Length > 1)
        {
            builder.Database = Uri.UnescapeDataString(address.AbsolutePath[1..]);
        }

        foreach (var pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = pair.Split('=', 2) is [var n, var v] ? (n, v) : (pair, "");
            builder[name == "sslmode" ? "SSL Mode" : Uri.UnescapeDataString(name)] = Uri.UnescapeDataString(value);
        }

        return builder;
    }
}
