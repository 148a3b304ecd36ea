using System.ComponentModel;
using System.Diagnostics;

namespace Observe.Instrumentation.Tests.Python;

/// <summary>A test with Python and a module; skipped, with the reason, where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute(string module = "sys")
    {
        Skip = Problem(module)!;
    }

    private static string? Problem(string module)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", $"import {module}"]) { UseShellExecute = false, RedirectStandardError = true })!;
            python.WaitForExit();
            return python.ExitCode == 0 ? null : $"needs Python's module {module}: pip install opentelemetry-sdk";
        }
        catch (Win32Exception)
        {
            return "needs python3";
        }
    }
}
