namespace Observe.Agent.Parse.Redaction;

/// <summary>Where a secret stands in a text.</summary>
internal readonly record struct SecretRange(int Start, int End)
{
    public static bool None(out SecretRange secret)
    {
        secret = default;
        return false;
    }
}
