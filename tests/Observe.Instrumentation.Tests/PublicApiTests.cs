using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Observe.Instrumentation.Tests;

/// <summary>The public surface stands in PublicApi.txt: a change of it is a change of that file, and meant.</summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var actual = Describe();
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.txt"));
        Assert.True(approved == actual, $"PublicApi.txt should read:\n{actual}");
    }

    [Fact]
    public void Public_classes_are_sealed()
    {
        Assert.All(typeof(ObserveClient).Assembly.GetExportedTypes(), type => Assert.True(type.IsSealed || type.IsInterface, type.Name));
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var type in typeof(ObserveClient).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append(' ').Append(Kind(type)).Append('\n');
            IEnumerable<string> members = type.IsEnum
                ? type.GetEnumNames()
                : type.GetMembers(Declared).Where(m => !m.IsDefined(typeof(CompilerGeneratedAttribute))).Select(Member).OfType<string>().Order(StringComparer.Ordinal);
            foreach (var member in members)
            {
                text.Append("  ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when type.GetMethod("<Clone>$") is not null => "record",
        _ => "class",
    };

    /// <summary>Members that every record has are left out.</summary>
    private static string? Member(MemberInfo member) => member switch
    {
        MethodInfo { IsPublic: true, IsSpecialName: false, Name: not ("<Clone>$" or "Deconstruct" or "Equals" or "GetHashCode" or "ToString") } method =>
            $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        ConstructorInfo { IsPublic: true } constructor => $"new({Parameters(constructor)})",
        PropertyInfo { GetMethod.IsPublic: true } property => $"{(property.GetMethod.IsStatic ? "static " : "")}{Name(property.PropertyType)} "
            + $"{property.Name} {{ get;{Setter(property)} }}",
        FieldInfo { IsPublic: true } field => $"{Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static string Setter(PropertyInfo property) => property.SetMethod is not { IsPublic: true } setter ? ""
        : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";

    private static string Parameters(MethodBase method) => string.Join(
        ", ",
        method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{Default(p)}"));

    private static string Default(ParameterInfo parameter) => parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "";

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
