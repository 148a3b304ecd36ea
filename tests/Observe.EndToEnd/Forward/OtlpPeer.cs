using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Observe.Agent.Records.Otlp;
using Observe.Agent.Records.Otlp.Views;

namespace Observe.EndToEnd.Forward;

/// <summary>An OTLP/HTTP receiver that refuses what is no valid request, by the reader that is proved against protoc's classes.</summary>
internal sealed class OtlpPeer : PeerServer
{
    private OtlpPeer(int port)
        : base(port)
    {
    }

    /// <summary>Bodies of log records.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>Each resource group of every request, as it came, by the path it came to.</summary>
    public ConcurrentQueue<(string Path, string Group)> Groups { get; } = new();

    /// <summary>What the answer says was not taken.</summary>
    public byte Rejected { get; set; }

    public string Token { get; init; } = "";

    public static async Task<OtlpPeer> StartAsync(int port, string token = "")
    {
        var peer = new OtlpPeer(port) { Token = token };
        await peer.StartAsync();
        return peer;
    }

    protected override int Take(HttpRequest request, byte[] body)
    {
        Demand(request.ContentType == "application/x-protobuf", $"content type {request.ContentType}");
        Demand(request.Headers.Authorization.ToString() == (Token.Length > 0 ? "Bearer " + Token : ""), "authorization");
        OtlpSignal? signal = request.Path.Value switch
        {
            "/v1/logs" or "/otlp/v1/logs" => OtlpSignal.Logs,
            "/v1/traces" => OtlpSignal.Traces,
            "/v1/metrics" => OtlpSignal.Metrics,
            _ => null,
        };
        if (signal is null || !OtlpValidation.IsRequest(signal.Value, body, out var fault))
        {
            Breach($"no request at {request.Path}");
            return 0;
        }

        var taken = 0;
        foreach (var group in OtlpResourceGroup.Of(body))
        {
            Groups.Enqueue((request.Path.Value!, Convert.ToHexString(group)));
            foreach (var scope in new OtlpResourceGroup(group).Scopes)
            {
                foreach (var item in new OtlpScopeGroup(scope).Items)
                {
                    taken++;
                    if (signal == OtlpSignal.Logs)
                    {
                        Lines.Enqueue(Encoding.UTF8.GetString(new OtlpLogRecord(item).Body.Bytes));
                    }
                }
            }
        }

        return taken;
    }

    protected override async Task AcceptAsync(HttpResponse response)
    {
        response.ContentType = "application/x-protobuf";
        byte[] answer = Rejected == 0 ? [] : [0x0a, 0x02, 0x08, Rejected];
        await response.Body.WriteAsync(answer);
    }
}
