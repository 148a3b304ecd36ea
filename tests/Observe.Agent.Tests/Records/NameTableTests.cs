using System.Text;
using Observe.Agent.Records;

namespace Observe.Agent.Tests.Records;

public class NameTableTests
{
    [Fact]
    public void A_name_has_one_id_and_no_name_has_none()
    {
        var table = new NameTable(10);
        var a = table.Intern("a"u8);
        Assert.NotEqual(a, table.Intern("b"u8));
        Assert.Equal(a, table.Intern("a"));
        Assert.Equal("a", table[a]);
        Assert.Equal(0, table.Intern(""u8));
        Assert.Equal("", table[0]);
    }

    [Fact]
    public void Names_over_the_capacity_are_other_and_those_known_keep_their_ids()
    {
        var table = new NameTable(3);
        var ids = new[] { "a", "b", "c" }.Select(table.Intern).ToList();
        Assert.Equal(NameTable.Overflow, table[table.Intern("d")]);
        Assert.Equal(table.Intern("d"), table.Intern("e"));
        Assert.Equal(ids, new[] { "a", "b", "c" }.Select(table.Intern));
        Assert.Equal(3, ids.Distinct().Count());
    }

    [Fact]
    public void A_name_that_is_other_itself_takes_no_place()
    {
        var table = new NameTable(1);
        var other = table.Intern("other");
        Assert.Equal("a", table[table.Intern("a")]);
        Assert.Equal(other, table.Intern("b"));
    }

    [Fact]
    public void Thousands_of_names_are_all_found_again()
    {
        var table = new NameTable(5000);
        var ids = Enumerable.Range(0, 5000).ToDictionary(i => $"name {i}", i => table.Intern($"name {i}"));
        Assert.Equal(5000, ids.Values.Distinct().Count());
        Assert.All(ids, pair => Assert.Equal((pair.Value, pair.Key), (table.Intern(pair.Key), table[pair.Value])));
    }

    [Fact]
    public void A_long_name_is_cut_between_characters_so_that_it_reads_back_as_itself()
    {
        var table = new NameTable(10);
        var id = table.Intern(new string('x', NameTable.MaxNameBytes - 2) + "日本");
        Assert.Equal(new string('x', NameTable.MaxNameBytes - 2), table[id]);
        Assert.Equal(id, table.Intern(table[id]));
        Assert.Equal(id, table.Intern(new string('x', NameTable.MaxNameBytes - 2) + "日and more"));
    }

    [Fact]
    public void Bytes_that_are_no_text_read_back_as_something_that_stays()
    {
        var table = new NameTable(10);
        var name = table[table.Intern([0xff, 0xfe, (byte)'a'])];
        Assert.Equal(name, table[table.Intern(Encoding.UTF8.GetBytes(name))]);
    }

    [Fact]
    public async Task Threads_that_meet_the_same_names_at_once_agree_on_the_ids()
    {
        var table = new NameTable(1000);
        var start = new ManualResetEventSlim();
        var threads = Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.Wait();
                return Enumerable.Range(0, 1000).Select(i => table.Intern($"name {i}")).ToArray();
            },
            TaskCreationOptions.LongRunning)).ToList();
        start.Set();
        var ids = await Task.WhenAll(threads);
        Assert.All(ids, list => Assert.Equal(ids[0], list));
        Assert.Equal(1000, ids[0].Distinct().Count());
        Assert.Equal(1002, table.Count);
    }

    [Fact]
    public void A_name_already_seen_costs_no_allocation()
    {
        var table = new NameTable(10);
        table.Intern("gpt-4o"u8);
        Assert.Equal(0, Allocations.LeastOf(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                table.Intern("gpt-4o"u8);
            }
        }));
    }
}
