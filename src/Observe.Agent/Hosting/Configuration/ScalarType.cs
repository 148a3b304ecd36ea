using System.Globalization;
using Observe.Agent.Listen;

namespace Observe.Agent.Hosting.Configuration;

/// <summary>
/// How one type of option is read from text, what to tell the user who got it wrong, and how it is printed. <c>Json</c> is the
/// JSON kind that is this type's own; text is taken as well. <c>Read</c> gives null for what is none of this type.
/// </summary>
internal sealed record ScalarType(string Noun, SettingKind Json, Func<string, object?> Read, Func<object, string> Format)
{
    public static readonly ScalarType Size = new(
        "a size such as 65536, 64KiB or 1MB", SettingKind.Number,
        text => ByteSize.TryParse(text, out var bytes) ? bytes : null,
        value => ByteSize.Format(Convert.ToInt64(value, CultureInfo.InvariantCulture)));

    private static readonly ScalarType Text = new(
        "text that is not empty", SettingKind.Text,
        text => string.IsNullOrWhiteSpace(text) || text.Contains('\0') ? null : text,
        value => (string)value);

    private static readonly ScalarType Whole = new(
        "a whole number", SettingKind.Number,
        text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        value => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));

    private static readonly ScalarType Real = new(
        "a number", SettingKind.Number,
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null,
        value => ((double)value).ToString(CultureInfo.InvariantCulture));

    private static readonly ScalarType Boolean = new(
        "true or false", SettingKind.Boolean,
        text => bool.TryParse(text, out var value) ? value : null,
        value => (bool)value ? "true" : "false");

    private static readonly ScalarType Time = new(
        "a duration such as 500ms, 5s, 1m or 00:00:05", SettingKind.Text,
        text => Duration.TryParse(text, out var value) ? value : null,
        value => Duration.Format((TimeSpan)value));

    private static readonly ScalarType Listen = new(
        "host:port, :port or [IPv6]:port, the port from 0 to 65535", SettingKind.Text,
        text => ListenAddress.TryParse(text, out var value) ? value : null,
        value => ((ListenAddress)value).ToString());

    /// <summary>The reader for an option of this type and name, or null when the type is no scalar.</summary>
    public static ScalarType? Of(Type type, string name)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return Type.GetTypeCode(type) switch
        {
            _ when type.IsEnum => Enumeration(type),
            TypeCode.String => Text,
            TypeCode.Boolean => Boolean,
            TypeCode.Double => Real,
            TypeCode.Int32 or TypeCode.Int64 => name.EndsWith("Bytes", StringComparison.Ordinal) ? Size : Whole,
            _ when type == typeof(TimeSpan) => Time,
            _ when type == typeof(ListenAddress) => Listen,
            _ => null,
        };
    }

    private static ScalarType Enumeration(Type type)
    {
        var names = Enum.GetNames(type).Select(OptionKey.Of).ToArray();
        return new(
            $"one of {string.Join(", ", names)}", SettingKind.Text,
            text => names.Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse(type, text, ignoreCase: true) : null,
            value => OptionKey.Of(value.ToString()!));
    }
}
