namespace Observe.Agent.Tokens.Reports;

/// <summary>What a report adds up by.</summary>
internal enum ReportBy
{
    Model,
    Provider,
    Operation,
    Type,
    Origin,
    Hour,
    Day,
}
