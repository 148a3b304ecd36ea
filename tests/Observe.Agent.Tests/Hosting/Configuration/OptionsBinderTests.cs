using System.ComponentModel.DataAnnotations;
using System.Text;
using Observe.Agent.Hosting.Configuration;

namespace Observe.Agent.Tests.Hosting.Configuration;

/// <summary>The shapes of options beyond those that the agent happens to have.</summary>
public class OptionsBinderTests
{
    private readonly List<ConfigurationFault> _faults = [];
    private readonly Sample _sample = new();
    private readonly OptionsBinder _binder;

    public OptionsBinderTests() => _binder = new OptionsBinder(typeof(Sample), _faults);

    [Fact]
    public void Named_options_are_added_to_the_ones_that_are_there_and_names_have_no_case()
    {
        Bind("""{ "named": { "B": { "size": 3 }, "c": { "label": "new" } } }""");

        Assert.Empty(_faults);
        Assert.Equal(["a", "b", "c"], _sample.Named.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("b's", 3), (_sample.Named["b"].Label, _sample.Named["b"].Size));
        Assert.Equal("new", _sample.Named["c"].Label);
        Assert.True(_binder.Origins.ContainsKey("named.b.size"));
    }

    [Fact]
    public void A_list_of_options_replaces_the_one_below_it_with_where_it_came_from()
    {
        Bind("""{ "listed": [{ "label": "x" }, { "label": "y" }] }""");
        Bind("""{ "listed": [{ "label": "z", "size": 2 }] }""");

        Assert.Empty(_faults);
        Assert.Equal(("z", 2), (Assert.Single(_sample.Listed).Label, _sample.Listed[0].Size));
        Assert.DoesNotContain("listed[1].label", _binder.Origins.Keys);
    }

    [Fact]
    public void A_required_option_that_is_missing_is_a_fault_of_its_item()
    {
        Bind("""{ "listed": [{ "label": "x" }, { "size": 2 }], "named": { "d": {} } }""");
        Assert.Equal(["listed[1].label", "named.d.label"], _faults.Select(f => f.Key));
        Assert.All(_faults, f => Assert.Contains("is missing", f.Message));
    }

    [Fact]
    public void Faults_inside_lists_and_names_carry_the_whole_key()
    {
        Bind("""{ "listed": [{ "label": "x", "size": "big" }, 3], "named": { "a": { "sizze": 1 } }, "words": ["a", 5, null] }""");
        Assert.Equal(["listed[0].size", "listed[1]", "named.a.sizze", "words[1]", "words[2]"], _faults.Select(f => f.Key));
    }

    [Fact]
    public void A_range_on_a_list_holds_for_each_item()
    {
        Bind("""{ "ports": [1, 70000, -1, 80] }""");
        Assert.Equal(["ports[1]", "ports[2]"], _faults.Select(f => f.Key));
    }

    [Theory]
    [InlineData("""{ "big": 9223372036854775807 }""", true)]
    [InlineData("""{ "big": 9223372036854775808 }""", false)]
    [InlineData("""{ "maybe": 2147483648 }""", false)]
    [InlineData("""{ "maybe": 7 }""", true)]
    [InlineData("""{ "maybe": 1e1 }""", false)]
    [InlineData("""{ "flag": "TRUE" }""", true)]
    [InlineData("""{ "flag": 1 }""", false)]
    [InlineData("""{ "flag": "yes" }""", false)]
    [InlineData("""{ "ratio": 1e400 }""", false)]
    [InlineData("""{ "ratio": "NaN" }""", false)]
    [InlineData("""{ "ratio": -0.5 }""", true)]
    [InlineData("""{ "words": { "0": "a" } }""", false)]
    [InlineData("""{ "words": "a" }""", false)]
    [InlineData("""{ "named": [] }""", false)]
    [InlineData("""{ "day": "MONDAY" }""", true)]
    [InlineData("""{ "day": "1" }""", false)]
    [InlineData("""{ "day": 1 }""", false)]
    public void Values_are_taken_strictly(string json, bool taken)
    {
        Bind(json);
        Assert.Equal(taken ? 0 : 1, _faults.Count);
    }

    [Fact]
    public void A_range_is_told_with_its_limits()
    {
        Bind("""{ "least": 1 }""");
        Assert.Equal("expected a whole number, of at least 5; got 1", Assert.Single(_faults).Message);
    }

    private void Bind(string json) => _binder.Bind(_sample, JsonLayer.Read(Encoding.UTF8.GetBytes(json), "f", _faults)!);

    private sealed class Sample
    {
        public IReadOnlyDictionary<string, Item> Named { get; set; } = new Dictionary<string, Item>(StringComparer.Ordinal)
        {
            ["a"] = new() { Label = "a's" },
            ["b"] = new() { Label = "b's" },
        };

        public IReadOnlyList<Item> Listed { get; set; } = [];

        public string[] Words { get; set; } = [];

        [Range(0, 65535)]
        public List<int> Ports { get; set; } = [];

        [Range(5, int.MaxValue)]
        public int Least { get; set; } = 5;

        public long Big { get; set; }

        public int? Maybe { get; set; }

        public bool Flag { get; set; }

        public double Ratio { get; set; }

        public DayOfWeek Day { get; set; }
    }

    private sealed class Item
    {
        [Required]
        public string Label { get; set; } = "";

        public int Size { get; set; } = 1;
    }
}
