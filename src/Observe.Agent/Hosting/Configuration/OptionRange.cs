using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Observe.Agent.Hosting.Configuration;

/// <summary>The limits that <see cref="RangeAttribute"/> states on an option, or on each item of a list.</summary>
internal sealed record OptionRange(IComparable Minimum, IComparable Maximum)
{
    public static OptionRange? Of(PropertyInfo property)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is not { } range)
        {
            return null;
        }

        var type = OptionKey.ItemOf(property.PropertyType, out _) ?? property.PropertyType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return new OptionRange(Limit(range.Minimum, type), Limit(range.Maximum, type));
    }

    public bool Holds(object value) =>
        Minimum.CompareTo(value) <= 0 && Maximum.CompareTo(value) >= 0;

    public string Describe(ScalarType type) => Maximum is int.MaxValue or long.MaxValue or double.MaxValue
        ? $"of at least {type.Format(Minimum)}"
        : $"from {type.Format(Minimum)} to {type.Format(Maximum)}";

    private static IComparable Limit(object stated, Type type) => type == typeof(TimeSpan)
        ? TimeSpan.Parse((string)stated, CultureInfo.InvariantCulture)
        : (IComparable)Convert.ChangeType(stated, type, CultureInfo.InvariantCulture);
}
