using System.Reflection;

namespace Observe.Agent.Hosting.Configuration;

/// <summary>The keys of options: the properties of the options classes, with a small first letter.</summary>
internal static class OptionKey
{
    public static string Of(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    public static string Join(string parent, string key) => parent.Length == 0 ? key : $"{parent}.{key}";

    public static PropertyInfo[] Properties(Type options) => options.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>The type of the items when this is a list, of the values when it is a dictionary by name; null otherwise.</summary>
    public static Type? ItemOf(Type type, out bool isDictionary)
    {
        isDictionary = false;
        if (type.IsArray)
        {
            return type.GetElementType();
        }

        if (!type.IsGenericType)
        {
            return null;
        }

        var arguments = type.GetGenericArguments();
        isDictionary = arguments.Length == 2 && arguments[0] == typeof(string)
            && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(arguments));
        var isList = arguments.Length == 1 && type.IsAssignableFrom(typeof(List<>).MakeGenericType(arguments));
        return isDictionary || isList ? arguments[^1] : null;
    }

    /// <summary>Every key below a type, except what lies below names that the user chooses.</summary>
    public static IEnumerable<string> All(Type options, string parent = "")
    {
        foreach (var property in Properties(options))
        {
            var key = Join(parent, Of(property.Name));
            yield return key;
            if (ScalarType.Of(property.PropertyType, property.Name) is null && ItemOf(property.PropertyType, out _) is null)
            {
                foreach (var below in All(property.PropertyType, key))
                {
                    yield return below;
                }
            }
        }
    }
}
