using System.Globalization;
using System.Text;
using Observe.Agent.Parse.Patterns;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Parse.Patterns;

public class PatternMinerTests
{
    private readonly List<PatternChange> _changes = [];
    private readonly PatternMiner _miner;

    public PatternMinerTests() => _miner = new PatternMiner(new PatternOptions(), TimeProvider.System, _changes.Add);

    [Theory]
    [InlineData("timeout after 30s waiting for first token", "timeout after 7s waiting for first token")]
    [InlineData("connect to 10.0.0.1:8080 failed", "connect to 192.168.1.20:443 failed")]
    [InlineData("open /var/lib/a.db failed", "open /tmp/x/y.db failed")]
    [InlineData("read 12 KB from peer", "read 1 MB from peer")]
    [InlineData("session id=abc closed by peer", "session id=def closed by peer")]
    [InlineData("session name=\"a b\" closed", "session name=\"c\" closed")]
    [InlineData("mac 00:1a:2b:3c:4d:5e joined", "mac aa:bb:cc:dd:ee:ff joined")]
    [InlineData("addr fe80::1:2:3 unreachable", "addr 2001:db8::5:6 unreachable")]
    [InlineData("object deadbeefcafe lost", "object 0badf00d1234 lost")]
    [InlineData("Invalid user bob from 10.0.0.1", "Invalid user  from 10.0.0.2")]
    [InlineData("at Mon Nov 3 10:11:12 UTC failed", "at Tue Dec 14 01:01:01 CET failed")]
    [InlineData("mail to a@b.de bounced", "mail to c@d.org bounced")]
    [InlineData("done ... ok", "done. ok!")]
    public void Messages_that_differ_in_what_varies_are_one_pattern(string one, string other) => Assert.Equal(See(one), See(other));

    [Theory]
    [InlineData("connection opened", "connection closed")]
    [InlineData("error: disk full", "warning: disk full")]
    [InlineData("read 5 blocks", "wrote 5 blocks")]
    public void Messages_with_other_words_are_other_patterns(string one, string other) => Assert.NotEqual(See(one), See(other));

    [Fact]
    public void The_template_reads_like_the_message()
    {
        See("request 17 to groq failed: status=503 (retry in 2s)");
        Assert.Equal("request <*> to groq failed: status=<*> (retry in <*>)", _miner.Export().Single().Template);
        See("say \\\"hi\\\" to bob");
        Assert.Equal("say \\\"hi\\\" to bob", _miner.Export()[1].Template);
    }

    [Fact]
    public void A_word_that_takes_many_values_merges_their_patterns_into_the_oldest()
    {
        string[] services = ["router", "memory", "tools", "scheduler", "gateway", "index"];
        var ids = services.Select(s => See($"service {s} did not answer in time")).ToList();
        Assert.Equal(ids[0], ids[3]);
        Assert.Equal(ids[0], ids[5]);
        Assert.NotEqual(ids[0], ids[1]);
        Assert.All(ids, id => Assert.Equal(ids[0], _miner.Current(id)));
        Assert.Equal(ids[..3], _changes.Where(c => c.Kind == PatternChangeKind.Found).Select(c => c.Pattern));
        Assert.Equal([new(PatternChangeKind.Merged, ids[1], ids[0]), new(PatternChangeKind.Merged, ids[2], ids[0])], _changes[3..]);
        var row = _miner.Export().Single();
        Assert.Equal("service <*> did not answer in time", row.Template);
        Assert.Equal(6, row.Count);
        Assert.NotEqual(0, row.FirstSeen);
        Assert.Equal(1, _miner.Count);
    }
    [Fact]
    public void An_enumeration_of_two_is_two_patterns()
    {
        var on = See("set the replication of data to on");
        var off = See("set the replication of data to off");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(on, See("set the replication of data to on"));
            Assert.Equal(off, See("set the replication of data to off"));
        }

        Assert.NotEqual(on, off);
    }

    [Fact]
    public void The_id_is_the_same_in_every_process()
    {
        var id = See("timeout after 30s waiting for first token");
        See("something else");
        var other = new PatternMiner(new PatternOptions(), TimeProvider.System);
        other.Observe(default, "another thing"u8);
        Assert.Equal(id, other.Observe(default, "timeout after 1s waiting for first token"u8));
        Assert.Matches("^[0-9a-f]{12}$", id.ToString());
        Assert.True(PatternId.TryParse(id.ToString(), out var parsed));
        Assert.Equal(id, parsed);
    }

    [Fact]
    public void First_and_last_time_count_and_example_are_kept()
    {
        _miner.Observe(new LogRecord { UnixMilliseconds = 5000 }, "disk 1 is full"u8);
        _miner.Observe(new LogRecord { UnixMilliseconds = 3000 }, "disk 2 is full"u8);
        _miner.Observe(new LogRecord { UnixMilliseconds = 9000 }, "disk 3 is full"u8);
        var row = _miner.Export().Single();
        Assert.Equal((3000, 9000, 3, "disk 1 is full"), (row.FirstSeen, row.LastSeen, row.Count, row.Example));
    }

    [Fact]
    public void Secrets_reach_neither_template_nor_example()
    {
        See("login of user bob failed, password=hunter, mail bob@example.com");
        See("key rejected: Authorization: Bearer abcdefgh12345678");
        var text = string.Join('\n', _miner.Export().Select(r => r.Template + r.Example + string.Concat(r.Shapes)));
        Assert.DoesNotContain("hunter", text, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", text, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefgh", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_the_end_of_an_example_would_cut_is_masked_all_the_same()
    {
        See(string.Concat(Enumerable.Repeat("é word ", 63)) + "sk-proj-Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8");
        var example = _miner.Export().Single().Example;
        Assert.DoesNotContain("sk-", example, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(example), 500, 512);
    }

    [Fact]
    public void What_is_exported_is_taken_up_again()
    {
        string[] services = ["router", "memory", "tools", "scheduler", "gateway"];
        var merged = services.Select(s => See($"service {s} did not answer in time")).ToList()[^1];
        var plain = See("disk 7 is full");
        var rows = _miner.Export();

        var restarted = new PatternMiner(new PatternOptions(), TimeProvider.System, _changes.Add);
        _changes.Clear();
        restarted.Import(rows);
        Assert.Equal(rows.Select(Describe), restarted.Export().Select(Describe));
        Assert.Equal(plain, restarted.Observe(default, "disk 8 is full"u8));
        Assert.Equal(merged, restarted.Observe(default, "service memory did not answer in time"u8));
        Assert.Equal(merged, restarted.Observe(default, "service never-seen did not answer in time"u8));
        Assert.Empty(_changes);
    }

    [Fact]
    public void Nonsense_rows_are_passed_over()
    {
        _miner.Import([new LogPattern("xyz", "t", "e", 1, 2, 3, []), new LogPattern("0123456789ab", "", "", 0, 0, 0, ["", "\uFFFD"]), new LogPattern("0123456789ab", "twice", "", 0, 0, 0, [])]);
        Assert.Equal(1, _miner.Count);
        See("still works");
        Assert.Equal(2, _miner.Count);
    }

    [Fact]
    public void Over_the_cap_the_patterns_not_seen_for_longest_are_forgotten()
    {
        var miner = new PatternMiner(new PatternOptions { MaxPatterns = 64, MaxShapes = 128 }, TimeProvider.System, _changes.Add);
        var kept = miner.Observe(default, "the one that comes again and again"u8);
        for (var i = 0; i < 5000; i++)
        {
            miner.Observe(default, Encoding.UTF8.GetBytes(Spell(i)));
            Assert.Equal(kept, miner.Observe(default, "the one that comes again and again"u8));
            Assert.InRange(miner.Count, 1, 64);
        }

        Assert.Contains(_changes, c => c.Kind == PatternChangeKind.Forgotten);
        Assert.DoesNotContain(new PatternChange(PatternChangeKind.Forgotten, kept), _changes);
        Assert.InRange(miner.Export().Sum(r => r.Shapes.Count), 1, 128);
    }

    [Fact]
    public void Ever_new_words_in_a_place_do_not_grow_the_miner()
    {
        var miner = new PatternMiner(new PatternOptions { MaxPatterns = 64, MaxShapes = 128 }, TimeProvider.System);
        var ids = Enumerable.Range(0, 3000).Select(i => miner.Observe(default, Encoding.UTF8.GetBytes($"the job named {Letters(i)} was not found anywhere"))).ToHashSet();
        Assert.Equal(3, ids.Count);
        Assert.Equal(1, miner.Count);
    }

    [Fact]
    public void A_known_shape_costs_no_allocation()
    {
        var message = "connection 17 to groq refused: retry in 2s"u8.ToArray();
        Assert.Equal(0, Allocations.LeastOf(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                _miner.Observe(new LogRecord { UnixMilliseconds = 1 }, message);
            }
        }));
    }

    [Fact]
    public void Any_bytes_from_any_thread_are_taken()
    {
        Parallel.For(0, 4, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 3000; i++)
            {
                var message = new byte[random.Next(1, 120)];
                random.NextBytes(message);
                if (i % 3 == 0)
                {
                    const string telling = " .=\"<*>:/\\user0aZ@-";
                    for (var j = 0; j < message.Length; j++)
                    {
                        message[j] = (byte)telling[message[j] % telling.Length];
                    }
                }

                _miner.Observe(default, message);
            }

            _miner.Observe(default, new byte[100_000]);
            _miner.Observe(default, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("word ", 20_000))));
        });
        Assert.InRange(_miner.Count, 1, 2000);
        Assert.Equal(_miner.Count, _miner.Export().Count);
    }

    private PatternId See(string message) => _miner.Observe(default, Encoding.UTF8.GetBytes(message));

    private static string Describe(LogPattern row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Id} {row.Template} {row.Example} {row.FirstSeen} {row.LastSeen} {row.Count}");

    /// <summary>Sentences that share no word, so that nothing merges.</summary>
    private static string Spell(int i) => string.Join(' ', Enumerable.Range(0, 4).Select(k => Letters((i * 4) + k)));

    private static string Letters(int i) => string.Concat(i.ToString(CultureInfo.InvariantCulture).Select(d => (char)('g' + (d - '0'))));
}
