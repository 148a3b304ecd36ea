using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Boards;

/// <summary>Signals beside what was learned of them.</summary>
internal static class AnomaliesBoard
{
    private const string Of = """instance=~"$instance", signal=~"$signal" """;
    private const string Learning = "the band is learned from seven hours of history at least.";

    public static Dashboard Make() => new("anomalies", "Anomalies")
    {
        Question = "Which signal has left what is usual for it, by how much, and since when?",
        When = "something feels odd and no threshold says why; unusual is not yet wrong.",
        From = "now-6h",
        Variables =
        [
            new("instance", "Instance", "instance_signal:observe_band:level"),
            new("signal", "Signal", """instance_signal:observe_band:level{instance=~"$instance"}"""),
        ],
        Rows = [Outside(), Signals()],
    };

    private static Row Outside() => new("What is unusual?",
        new Panel(20, "Distance from the usual", Units.Share, new Chart { FromZero = false },
            new Query($$"""
                (instance_signal:observe_band:level{{{Of}}} - instance_signal:observe_band:mean1d{{{Of}}})
                  / instance_signal:observe_band:width1d{{{Of}}}
                """, "{{signal}} {{instance}}"))
        {
            Description = "How far each signal is from the mean of its day, by the width of its band: beyond 100 % or -100 % it is outside. Signals of all units beside each other.",
            NoValue = "Still learning: there is no band before seven hours of history",
            EmptyWhen = Learning, Alerts = ["ObserveAnomaly"], Width = 14,
        },
        new Panel(21, "Signals now", Units.Number,
            new Table(
                new Column("signal", "Signal") { Width = 120 },
                new Column("instance", "Instance"),
                new Column("A", "Now") { Unit = Units.Number, Width = 90 },
                new Column("B", "From") { Unit = Units.Number, Width = 90 },
                new Column("C", "To") { Unit = Units.Number, Width = 90 })
            { SortBy = "Now" },
            new Query($$"""max by (signal, instance) (instance_signal:observe_band:level{{{Of}}})"""),
            new Query($$"""min by (signal, instance) (instance_signal:observe_band:lower{{{Of}}}) or 0 * max by (signal, instance) (instance_signal:observe_band:level{{{Of}}})"""),
            new Query($$"""max by (signal, instance) (instance_signal:observe_band:upper{{{Of}}}) or Inf * max by (signal, instance) (instance_signal:observe_band:level{{{Of}}})"""))
        {
            Description = "Each signal with the band that is usual for now. While it is learned the band is from 0 without end.",
            NoValue = "No signal is recorded",
            Width = 10,
        })
    {
        Purpose = "All signals on one scale, so that the odd one stands out.",
    };

    private static Row Signals() => new("Signals and their bands",
        new Panel(1, "$signal and its band", Units.Number, new Chart { FromZero = false },
            new Query($$"""instance_signal:observe_band:level{{{Of}}}""", "{{signal}} {{instance}}"),
            new Query($$"""instance_signal:observe_band:upper{{{Of}}}""", "usual at most") { FillDownTo = "usual at least", Color = "green", EmptyWhen = Learning },
            new Query($$"""instance_signal:observe_band:lower{{{Of}}}""", "usual at least") { IsReference = true, Color = "green", EmptyWhen = Learning })
        {
            Description = "$signal and the band that was learned: the mean of a day and three deviations, wider where last week at this time was. log_errors is a share, log_volume lines a second, tokens a second, cost dollars an hour, cmr_capture seconds.",
            NoValue = "No signal is recorded",
            Alerts = ["ObserveAnomaly"], Repeat = "signal", Width = 24, Height = 9,
        })
    {
        Purpose = "One panel a signal; the green area is what was learned.",
    };
}
