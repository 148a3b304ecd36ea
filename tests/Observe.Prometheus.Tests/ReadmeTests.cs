using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Observe.Prometheus.Tests;

/// <summary>The examples of the library's README are what they claim to be: programs.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_examples_compile()
    {
        var examples = Examples();
        Assert.Equal(2, examples.Count);
        foreach (var example in examples)
        {
            Assert.Empty(Compile(example).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        }
    }

    [Fact]
    public void The_example_without_the_sdk_writes_the_page()
    {
        using var program = new MemoryStream();
        Assert.True(Compile(Examples()[1]).Emit(program).Success);
        var page = Path.GetTempFileName();
        try
        {
            Assembly.Load(program.ToArray()).EntryPoint!.Invoke(null, [new[] { page }]);

            Assert.Equal(
                "# HELP queue_sent_bytes_total Bytes sent\n# TYPE queue_sent_bytes_total counter\nqueue_sent_bytes_total{queue=\"mail\"} 4096\n",
                File.ReadAllText(page));
        }
        finally
        {
            File.Delete(page);
        }
    }

    private static List<string> Examples() =>
        [.. Blocks().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Readme", "README.md"))).Select(match => match.Groups["code"].Value)];

    private static CSharpCompilation Compile(string code)
    {
        const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(code), CSharpSyntaxTree.ParseText(ImplicitUsings)],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();
}
