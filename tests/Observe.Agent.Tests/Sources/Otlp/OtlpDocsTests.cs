using System.Globalization;
using System.Runtime.CompilerServices;
using Observe.Agent.Sources.Otlp;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>The table of answers in the docs is the one in the code.</summary>
public class OtlpDocsTests
{
    [Fact]
    public void Every_answer_stands_in_the_docs_with_its_status_and_its_label()
    {
        var rows = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../../docs/otlp.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.EndsWith("` |", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 7 && cells[5] != "`outcome`")
            .ToList();
        foreach (var result in Enum.GetValues<OtlpResult>().Where(r => r != OtlpResult.Canceled))
        {
            var status = result.HttpStatus().ToString(CultureInfo.InvariantCulture);
            Assert.True(
                rows.Exists(cells => cells[5] == $"`{result.Label()}`" && (cells[2].StartsWith(status, StringComparison.Ordinal) || result == OtlpResult.BadFrame)),
                $"{result}: docs/otlp.md has no row of {status} and {result.Label()}");
        }

        Assert.Equal(OtlpResults.Labels.Order(StringComparer.Ordinal), rows.Select(cells => cells[5].Trim('`')).Distinct().Order(StringComparer.Ordinal));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
