using System.Net;

namespace Observe.Agent.Forward.Destinations;

/// <summary>Tells an answer about the data, which sending again does not mend, from one about the peer or the credentials, which people mend.</summary>
internal static class Refusal
{
    public static bool IsAboutData(HttpStatusCode status) => (int)status is >= 400 and < 500 && status is not (
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.ProxyAuthenticationRequired
        or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
}
