using Observe.Agent.Sources.Otlp;
using Observe.Agent.Tests.Hosting.Configuration;

namespace Observe.Agent.Tests.Sources.Otlp;

/// <summary>Who may push is said before anybody can; a mistake in saying so ends the start.</summary>
public sealed class OtlpOptionsTests : IDisposable
{
    private readonly ConfigurationFixture _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void The_defaults_serve_this_machine_alone_on_the_ports_that_exporters_know()
    {
        var otlp = _here.Load().Options.Otlp;

        Assert.Equal(("127.0.0.1:4317", "127.0.0.1:4318"), (otlp.Grpc.ToString(), otlp.Http.ToString()));
        Assert.Equal(64 * 1024 * 1024, otlp.MaxRequestBytes);
        Assert.Empty(otlp.Faults());
    }

    [Theory]
    [InlineData("otlp.grpc", """{ "otlp": { "grpc": "0.0.0.0:4317" } }""")]
    [InlineData("otlp.http", """{ "otlp": { "http": "[::]:4318" } }""")]
    [InlineData("otlp.http", """{ "otlp": { "http": "collector.example:4318", "tls": { "certificate": "c", "key": "k" } } }""")]
    public void Other_machines_are_not_served_without_knowing_them(string key, string json)
    {
        _here.Write(json);
        var fault = Assert.Single(_here.Faults());

        Assert.StartsWith($"{key} (file observe.json, line 1)", fault);
        Assert.All(["otlp.bearerTokens", "otlp.bearerTokenFile", "otlp.tls.clientCa", "otlp.allowInsecure: true"], way => Assert.Contains(way, fault));
    }

    [Theory]
    [InlineData("""{ "grpc": "0.0.0.0:4317", "allowInsecure": true }""")]
    [InlineData("""{ "grpc": "0.0.0.0:4317", "bearerTokens": ["t"] }""")]
    [InlineData("""{ "grpc": "0.0.0.0:4317", "bearerTokenFile": "t" }""")]
    [InlineData("""{ "grpc": "0.0.0.0:4317", "tls": { "certificate": "c", "key": "k", "clientCa": "a" } }""")]
    [InlineData("""{ "grpc": "0.0.0.0:4317", "enabled": false }""")]
    [InlineData("""{ "grpc": "127.0.0.2:1", "http": "localhost:2" }""")]
    public void Known_clients_and_this_machine_are_served(string otlp)
    {
        _here.Write($"{{ \"otlp\": {otlp} }}");
        Assert.Empty(_here.Faults());
    }

    [Theory]
    [InlineData("otlp.tls.certificate", "otlp.tls.key", """{ "certificate": "c" }""")]
    [InlineData("otlp.tls.key", "otlp.tls.certificate", """{ "key": "k" }""")]
    [InlineData("otlp.tls.clientCa", "otlp.tls.certificate", """{ "clientCa": "a" }""")]
    public void Half_of_TLS_is_a_mistake_that_names_the_other_half(string key, string other, string tls)
    {
        _here.Write($"{{ \"otlp\": {{ \"tls\": {tls} }} }}");
        var fault = Assert.Single(_here.Faults());

        Assert.StartsWith(key + " ", fault);
        Assert.Contains(other, fault);
    }

    [Theory]
    [InlineData("app.example")]
    [InlineData("https://app.example/path")]
    [InlineData("https://app.example/")]
    public void What_is_no_origin_is_a_mistake(string origin)
    {
        _here.Write($"{{ \"otlp\": {{ \"corsOrigins\": [\"https://good.example:8080\", \"*\", \"{origin}\"] }} }}");
        Assert.Contains(origin, Assert.Single(_here.Faults()));
    }

    [Fact]
    public void Files_are_found_from_home_and_from_the_working_directory()
    {
        _here.Write("""{ "otlp": { "bearerTokenFile": "~/tokens", "tls": { "certificate": "tls/c.pem", "key": "/k.pem", "clientCa": "~/ca.pem" } } }""");
        var otlp = _here.Load().Options.Otlp;

        Assert.Equal($"{_here.Home}/tokens", otlp.BearerTokenFile);
        Assert.Equal(($"{_here.Work}/tls/c.pem", "/k.pem", $"{_here.Home}/ca.pem"), (otlp.Tls.Certificate, otlp.Tls.Key, otlp.Tls.ClientCa));
    }

    [Theory]
    [InlineData(20_000, 20_000 - 1024)]
    [InlineData(1024, 256)]
    [InlineData(20, 16)]
    public void Connections_leave_descriptors_to_files_and_the_store(ulong descriptors, ulong connections) =>
        Assert.Equal(connections, ConnectionLimit.Most(descriptors));
}
