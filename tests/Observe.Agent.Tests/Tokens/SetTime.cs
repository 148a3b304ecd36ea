using System.Globalization;

namespace Observe.Agent.Tests.Tokens;

/// <summary>A clock that stands where a test sets it.</summary>
internal sealed class SetTime(string now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = Parse(now);

    public static DateTimeOffset Parse(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static long Milliseconds(string time) => Parse(time).ToUnixTimeMilliseconds();

    public void Set(string now) => Now = Parse(now);

    public override DateTimeOffset GetUtcNow() => Now;
}
