using System.Reflection;
using System.Text;

namespace Observe.Prometheus.Tests.Api;

/// <summary>
/// The public API is the text beside this file: a change of it is seen in review. To approve one, copy the file that the failing
/// test names over it.
/// </summary>
public sealed class PublicApiTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void The_public_api_is_the_approved_one()
    {
        var actual = Describe(typeof(PrometheusPage).Assembly);
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Api", "approved.txt"));
        if (actual != approved)
        {
            var received = Path.Combine(AppContext.BaseDirectory, "Api", "received.txt");
            File.WriteAllText(received, actual);
            Assert.Fail($"The public API changed; what it is now: {received}\n{actual}");
        }
    }

    [Fact]
    public void Everything_public_is_documented()
    {
        var documented = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Observe.Prometheus.xml"));
        var missing = typeof(PrometheusPage).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMembers(Declared).Where(IsVisible).Select(member => $"{type.FullName}.{member.Name}").Append(type.FullName!))
            .Where(name => !name.Contains('<') && !documented.Contains(':' + name.Replace("..ctor", ".#ctor")))
            .Where(name => !name.EndsWith("..ctor", StringComparison.Ordinal) && !name.EndsWith(".value__", StringComparison.Ordinal))
            .Where(name => !IsOfRecord(name) && !name.Contains(".get_") && !name.Contains(".set_"))
            .ToArray();

        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    /// <summary>What the compiler makes for a record has no documentation of its own.</summary>
    private static bool IsOfRecord(string name) =>
        new[] { ".ToString", ".Equals", ".GetHashCode", ".Deconstruct", ".op_Equality", ".op_Inequality", ".PrintMembers" }.Any(name.EndsWith);

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append(" : ").Append(Name(type.BaseType ?? typeof(object)));
            text.AppendJoin("", type.GetInterfaces().Where(i => !i.Name.StartsWith("IEquatable", StringComparison.Ordinal) && !type.IsEnum)
                .Select(i => ", " + Name(i)).Order(StringComparer.Ordinal)).Append('\n');
            var members = type.GetMembers(Declared).Where(IsVisible).Where(member => !IsAccessor(member) && !IsOfRecord("." + member.Name))
                .Select(Member).Order(StringComparer.Ordinal);
            foreach (var member in members)
            {
                text.Append("  ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily,
        PropertyInfo property => property.GetAccessors(nonPublic: false).Length > 0,
        FieldInfo field => field.IsPublic,
        _ => false,
    };

    private static bool IsAccessor(MemberInfo member) => member is MethodInfo { IsSpecialName: true } or FieldInfo { Name: "value__" };

    private static string Member(MemberInfo member) => member switch
    {
        FieldInfo { IsLiteral: true } field => $"{field.Name} = {field.GetRawConstantValue()}",
        PropertyInfo property =>
            $"{Name(property.PropertyType)} {property.Name} {{ {(property.GetMethod is { IsPublic: true } ? "get; " : "")}{(property.SetMethod is { IsPublic: true } ? "set; " : "")}}}",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        _ => member.ToString()!,
    };

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.RawDefaultValue ?? "default") : "")}"));

    private static string Name(Type type) =>
        type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;
}
