namespace Observe.Agent.Parse.Patterns;

/// <summary>Recognises what colons would tear apart: hardware addresses, IPv6 addresses, clock times.</summary>
internal static class AddressParts
{
    private const int MaxGroup = 4;

    /// <summary>The length of the address that starts here, or 0.</summary>
    public static int Length(ReadOnlySpan<byte> message, int start)
    {
        var groups = 0;
        var colons = 0;
        var at = start;
        while (true)
        {
            var digits = at;
            while (at < message.Length && at - digits <= MaxGroup && char.IsAsciiHexDigit((char)message[at]))
            {
                at++;
            }

            if (at - digits > MaxGroup || (at == digits && colons == 0))
            {
                return 0;
            }

            groups += at > digits ? 1 : 0;
            if (at >= message.Length || message[at] != ':' || (at + 1 < message.Length && message[at + 1] == ' '))
            {
                break;
            }

            colons++;
            at++;
        }

        var ends = at >= message.Length || (ByteKinds.Of(message[at]) & ByteKind.Delimiter) != ByteKind.None || message[at] is (byte)'.' or (byte)'/' or (byte)'%';
        return ends && colons >= 3 && groups >= 3 ? at - start : 0;
    }
}
