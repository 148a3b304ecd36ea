using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Tests.Hosting.Configuration;

public class SecretTests
{
    [Theory]
    [InlineData("store.password")]
    [InlineData("DB_PASSWORD")]
    [InlineData("loki.apiKey")]
    [InlineData("push.api_key")]
    [InlineData("forward.headers.X-Scope")]
    [InlineData("webhooks[2].clientSecret")]
    [InlineData("store.connectionString")]
    [InlineData("bearerToken")]
    [InlineData("otlp.bearerTokens[0]")]
    public void A_secret_is_known_by_its_key(string key) => Assert.Equal(Secret.Redacted, Secret.Redact(key, "hunter2"));

    [Theory]
    [InlineData("tokens.budget")]
    [InlineData("maxTokens")]
    [InlineData("otlp.bearerTokenFile")]
    [InlineData("watch")]
    [InlineData("keys")]
    [InlineData("")]
    public void What_only_sounds_alike_is_shown(string key) => Assert.Equal("12", Secret.Redact(key, "12"));

    [Theory]
    [InlineData("https://me:pw@host:1/x?y", "https://(redacted)@host:1/x?y")]
    [InlineData("https://host/a@b", "https://host/a@b")]
    [InlineData("postgres://u@h", "postgres://(redacted)@h")]
    public void The_user_in_an_address_is_taken_out(string value, string shown) => Assert.Equal(shown, Secret.Redact("url", value));
}
