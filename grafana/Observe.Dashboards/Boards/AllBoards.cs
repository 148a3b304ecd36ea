using Observe.Dashboards.Schema;

namespace Observe.Dashboards.Boards;

/// <summary>The dashboards, in the order of the docs.</summary>
internal static class AllBoards
{
    public static IReadOnlyList<Dashboard> List { get; } =
    [
        OverviewBoard.Make(),
        HostBoard.Make(),
        LogsBoard.Make(),
        TokensBoard.Make(),
        CmrBoard.Make(),
        OtlpBoard.Make(),
        AgentBoard.Make(),
        AnomaliesBoard.Make(),
    ];
}
