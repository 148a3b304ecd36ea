using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Observe.Agent.Tests;

/// <summary>
/// The architecture as a table: which room of the agent may know which. Checked by symbol, because a nested namespace is
/// reachable without a <c>using</c>. Everything may know <c>Records</c> and the libraries.
/// </summary>
public class RoomsTests
{
    private const string Root = "Observe.Agent";

    private static readonly string[] Everything = ["*"];

    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Records"] = [],
        ["Listen"] = [],
        ["Sources"] = ["Listen"],
        ["Parse"] = [],
        ["Metrics"] = [],
        ["Collectors"] = ["Metrics"],
        ["Tokens"] = ["Metrics"],
        ["Cmr"] = ["Metrics"],
        ["Store"] = ["Metrics", "Tokens"],
        ["Forward"] = ["Metrics"],
        ["Report"] = ["Metrics", "Store"],
        ["Expose"] = ["Cmr", "Listen", "Metrics", "Tokens"],
        ["Respond"] = ["Metrics"],
        ["Demo"] = [],
        ["Hosting"] = Everything,
        ["Commands"] = Everything,
        [""] = ["Commands"],
    };

    [Fact]
    public void Every_room_knows_only_the_rooms_the_table_allows()
    {
        var faults = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (from, to, where) in Uses(AgentSources()))
        {
            if (!MayKnow.TryGetValue(from, out var allowed))
            {
                faults.Add($"{from}: not in the table ({where})");
            }
            else if (to != from && to != "Records" && to.Length > 0 && !allowed.Contains("*") && !allowed.Contains(to))
            {
                faults.Add($"{from} knows {to} ({where})");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void The_page_of_the_architecture_has_the_same_table()
    {
        var page = File.ReadAllLines(Path.Combine(ThisFolder(), "../../docs/architecture.md"));
        var rows = page.Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|', StringSplitOptions.TrimEntries));
        var written = rows.ToDictionary(r => r[1].Trim('`'), r => r[3], StringComparer.Ordinal);
        var table = MayKnow.Where(m => m.Key.Length > 0).ToDictionary(m => m.Key, m => Words(m.Value), StringComparer.Ordinal);
        Assert.Equal(table.OrderBy(m => m.Key, StringComparer.Ordinal), written.OrderBy(m => m.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_room_of_the_table_exists()
    {
        var folders = AgentSources().Select(f => f.Path.Contains('/') ? f.Path[..f.Path.IndexOf('/')] : "").ToHashSet(StringComparer.Ordinal);
        Assert.Equal(folders.Order(StringComparer.Ordinal), MayKnow.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>The check itself must see a use that has no <c>using</c>: a fully qualified name and an inferred type.</summary>
    [Fact]
    public void A_use_without_a_using_is_seen()
    {
        const string code = """
            namespace Observe.Agent.Parse { internal class P { object Use() => new Observe.Agent.Store.S(); void V() { var t = Store.S.Make(); } } }
            namespace Observe.Agent.Store { internal class S { public static S Make() => new S(); } }
            """;
        var uses = Uses([("src/Parse/P.cs", code)]).ToList();
        Assert.Contains(uses, u => u.From == "Parse" && u.To == "Store");
    }

    private static IEnumerable<(string From, string To, string Where)> Uses(IEnumerable<(string Path, string Text)> files)
    {
        const string implicitUsings = """
            global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
            global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
            """;
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var trees = files.Select(f => CSharpSyntaxTree.ParseText(f.Text, options, f.Path)).ToList();
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => p.EndsWith(".dll", StringComparison.Ordinal) && !p.EndsWith("/observe.dll", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create("rooms", [.. trees, CSharpSyntaxTree.ParseText(implicitUsings, options)], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var symbol = model.GetSymbolInfo(name).Symbol;
                var space = (symbol as INamespaceSymbol ?? symbol?.ContainingNamespace)?.ToDisplayString();
                if (symbol is not null and not INamespaceSymbol && space is not null && RoomOfNamespace(space) is { } to
                    && name.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() is { } declared
                    && RoomOfNamespace(declared.Name.ToString()) is { } from)
                {
                    var line = name.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                    yield return (from, to, $"{symbol.Name} at {tree.FilePath}:{line}");
                }
            }
        }
    }

    private static string Words(string[] rooms) => rooms switch
    {
        [] => "",
        ["*"] => "all",
        _ => string.Join(", ", rooms.Select(r => $"`{r}`")),
    };

    private static string? RoomOfNamespace(string space) =>
        space == Root ? "" : space.StartsWith(Root + ".", StringComparison.Ordinal) ? space[(Root.Length + 1)..].Split('.')[0] : null;

    private static List<(string Path, string Text)> AgentSources()
    {
        var root = Path.GetFullPath(Path.Combine(ThisFolder(), "../../src/Observe.Agent"));
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(f => (Path: Path.GetRelativePath(root, f), Full: f))
            .Where(f => !f.Path.StartsWith("obj/", StringComparison.Ordinal) && !f.Path.StartsWith("bin/", StringComparison.Ordinal))
            .Select(f => (f.Path, File.ReadAllText(f.Full)))
            .ToList();
    }

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
