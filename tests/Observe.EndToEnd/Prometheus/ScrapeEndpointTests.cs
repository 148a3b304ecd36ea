using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OpenTelemetry.Metrics;

namespace Observe.EndToEnd.Prometheus;

/// <summary>The endpoint as a scraper sees it.</summary>
public sealed class ScrapeEndpointTests
{
    [Theory]
    [InlineData(null, "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("*/*", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("text/html", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores")]
    public async Task The_format_is_negotiated(string? accept, string contentType)
    {
        await using var app = await ScrapedApp.StartAsync();
        app.Meter.CreateGauge<int>("g").Record(1);
        using var client = app.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        using var response = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(contentType, response.Content.Headers.ContentType!.ToString());
        Assert.Equal(["Accept", "Accept-Encoding"], response.Headers.Vary);
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("deflate, gzip;q=0.5", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("identity", false)]
    public async Task A_page_is_compressed_for_those_who_accept_it(string acceptEncoding, bool compressed)
    {
        await using var app = await ScrapedApp.StartAsync();
        app.Meter.CreateGauge<int>("g").Record(1);
        using var client = app.Client();
        client.DefaultRequestHeaders.Add("Accept-Encoding", acceptEncoding);

        using var response = await client.GetAsync("/metrics");

        Assert.Equal(compressed, response.Content.Headers.ContentEncoding.Contains("gzip"));
        var body = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(compressed ? new GZipStream(body, CompressionMode.Decompress) : body);
        Assert.Contains("\ng 1\n", await reader.ReadToEndAsync());
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    public async Task A_page_of_many_megabytes_arrives_whole(string encoding)
    {
        const int Series = 2000;
        await using var app = await ScrapedApp.StartAsync(
            build: builder => builder.AddView("*", new MetricStreamConfiguration { CardinalityLimit = Series + 10 }));
        var counter = app.Meter.CreateCounter<int>("c");
        for (var i = 0; i < Series; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i + new string('x', 2000)));
        }

        using var handler = new HttpClientHandler { AutomaticDecompression = encoding == "gzip" ? DecompressionMethods.GZip : DecompressionMethods.None };
        using var client = new HttpClient(handler) { BaseAddress = new Uri("http://" + app.Target), Timeout = TimeSpan.FromSeconds(30) };
        var page = await client.GetStringAsync("/metrics");
        using var written = new MemoryStream();
        app.Page.Write(written);

        Assert.True(written.Length > 4_000_000);
        Assert.Equal(Encoding.UTF8.GetString(written.ToArray()), page);
    }

    [Fact]
    public async Task A_page_over_the_limit_is_a_500_with_the_reason()
    {
        await using var app = await ScrapedApp.StartAsync(options => options.MaxScrapeResponseSizeBytes = 2048);
        app.Meter.CreateGauge<int>("g").Record(1, new KeyValuePair<string, object?>("a", new string('x', 4096)));
        using var client = app.Client();

        using var response = await client.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("2048", await response.Content.ReadAsStringAsync());
        Assert.Contains("MaxScrapeResponseSizeBytes", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_format_over_the_limit_costs_those_who_asked_for_it_alone()
    {
        await using var app = await ScrapedApp.StartAsync(options => options.MaxScrapeResponseSizeBytes = 2048);
        using var hold = new SemaphoreSlim(0);
        app.Meter.CreateObservableGauge("held", () =>
        {
            hold.Wait();
            return 1;
        });

        // OpenMetrics adds the creation time, which is what takes it over the limit.
        app.Meter.CreateCounter<int>("c").Add(1, new KeyValuePair<string, object?>("a", new string('x', 1200)));
        using var client = app.Client();
        var first = client.GetAsync("/metrics");
        await Task.Delay(100);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("Accept", "application/openmetrics-text");
        var large = client.SendAsync(request);
        var plain = client.GetAsync("/metrics");
        await Task.Delay(300);
        hold.Release(1000);

        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await plain).StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, (await large).StatusCode);
    }

    [Fact]
    public async Task A_scrape_that_outlasts_the_scrapers_timeout_is_a_503_and_the_next_one_is_answered()
    {
        await using var app = await ScrapedApp.StartAsync();
        using var hold = new ManualResetEventSlim();
        app.Meter.CreateObservableGauge("slow", () =>
        {
            hold.Wait();
            return 1;
        });
        using var client = app.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Prometheus-Scrape-Timeout-Seconds", "0.2");

        using var late = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.Contains("0.2 s", await late.Content.ReadAsStringAsync());

        // The collection that nobody waits for any longer still runs; whoever comes now is not to share its end.
        var next = client.GetStringAsync("/metrics");
        await Task.Delay(200);
        hold.Set();
        Assert.Contains("\nslow 1\n", await next);
    }

    [Fact]
    public async Task A_page_answers_again_while_it_is_recent()
    {
        await using var app = await ScrapedApp.StartAsync(options => options.ScrapeResponseCacheDurationMilliseconds = 60_000);
        var gauge = app.Meter.CreateGauge<int>("g");
        gauge.Record(1);
        using var client = app.Client();
        Assert.Contains("\ng 1\n", await client.GetStringAsync("/metrics"));

        gauge.Record(2);

        Assert.Contains("\ng 1\n", await client.GetStringAsync("/metrics"));
        using var fresh = new MemoryStream();
        app.Page.Write(fresh);
        Assert.Contains("\ng 2\n", Encoding.UTF8.GetString(fresh.ToArray()));
    }

    [Fact]
    public async Task Concurrent_scrapes_share_a_collection()
    {
        await using var app = await ScrapedApp.StartAsync();
        var collections = 0;
        using var hold = new SemaphoreSlim(0);
        app.Meter.CreateObservableGauge("collections", () =>
        {
            hold.Wait();
            return Interlocked.Increment(ref collections);
        });
        using var client = app.Client();

        var scrapes = Enumerable.Range(0, 50).Select(_ => client.GetStringAsync("/metrics")).ToList();
        await Task.Delay(500);
        hold.Release(1000);
        var pages = await Task.WhenAll(scrapes);

        // Those who came too late for the first wait for the second; none makes one of its own.
        Assert.InRange(collections, 1, 3);
        Assert.All(pages, page => Assert.Contains("\ncollections ", page));
    }

    [Fact]
    public async Task Two_hundred_concurrent_scrapes_during_updates_tear_no_line_and_lose_no_series()
    {
        const int Series = 500;
        const int Scrapers = 200;
        const int ScrapesEach = 5;
        await using var app = await ScrapedApp.StartAsync();
        var counter = app.Meter.CreateCounter<long>("c");
        var histogram = app.Meter.CreateHistogram<double>("h");
        for (var i = 0; i < Series; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("i", i));
            histogram.Record(i, new KeyValuePair<string, object?>("i", i));
        }

        using var stop = new CancellationTokenSource();
        var updates = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i = (i + 1) % Series)
            {
                counter.Add(1, new KeyValuePair<string, object?>("i", i));
                histogram.Record(i, new KeyValuePair<string, object?>("i", i));
            }
        });
        using var client = app.Client();
        string[] accepted = ["text/plain", "application/openmetrics-text"];
        long largest = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Scrapers), new ParallelOptions { MaxDegreeOfParallelism = Scrapers }, async (scraper, cancellation) =>
        {
            var last = new Dictionary<string, double>(StringComparer.Ordinal);
            for (var i = 0; i < ScrapesEach; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
                request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accepted[scraper % 2]));
                using var response = await client.SendAsync(request, cancellation);
                Check(await response.Content.ReadAsStringAsync(cancellation), Series, last);
            }

            InterlockedMax(ref largest, GC.GetTotalMemory(false));
        });
        await stop.CancelAsync();
        await updates;

        // Two formats of some megabytes each, and what two hundred readers hold of them.
        Assert.InRange(largest, 0, 1L << 30);
    }

    private static void Check(string page, int series, Dictionary<string, double> last)
    {
        var (counters, buckets) = (0, 0);
        foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#')
            {
                continue;
            }

            var space = line.LastIndexOf(' ');
            var value = double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture);
            var name = line[..space];
            Assert.True(name.EndsWith('}') || !name.Contains('{'), line);
            counters += name.StartsWith("c_total{", StringComparison.Ordinal) ? 1 : 0;
            buckets += name.StartsWith("h_bucket{", StringComparison.Ordinal) ? 1 : 0;
            if (!name.Contains("_created"))
            {
                Assert.True(value >= last.GetValueOrDefault(name), $"{name} went back");
                last[name] = value;
            }
        }

        Assert.Equal((series, series * 16), (counters, buckets));
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target))
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen)
            {
                return;
            }
        }
    }
}
