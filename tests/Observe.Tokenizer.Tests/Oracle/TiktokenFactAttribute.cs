namespace Observe.Tokenizer.Tests.Oracle;

/// <summary>A test against npm's tiktoken; skipped, with the reason, where Node or the package cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TiktokenFactAttribute : FactAttribute
{
    public TiktokenFactAttribute()
    {
        Skip = TiktokenPackage.Problem;
    }
}
