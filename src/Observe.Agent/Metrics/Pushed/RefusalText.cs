namespace Observe.Agent.Metrics.Pushed;

/// <summary>Refusals as the <c>reason</c> attribute has them, and for people.</summary>
internal static class RefusalText
{
    public static string Label(this Refusal refusal) => refusal switch
    {
        Refusal.Repeated => "repeated",
        Refusal.TypeConflict => "type_conflict",
        Refusal.OutOfOrder => "out_of_order",
        Refusal.NoTime => "no_time",
        Refusal.InvalidValue => "invalid_value",
        Refusal.TooManyBuckets => "too_many_buckets",
        Refusal.TooManyLabels => "too_many_labels",
        Refusal.LabelTooLong => "label_too_long",
        Refusal.InvalidName => "invalid_name",
        _ => "too_many_series",
    };

    public static string Explanation(this Refusal refusal) => refusal switch
    {
        Refusal.TypeConflict => "the name is taken by a metric of another type",
        Refusal.OutOfOrder => "older than, or overlapping with, what was taken already; do two processes push one service.instance.id?",
        Refusal.NoTime => "a delta point without time",
        Refusal.InvalidValue => "a value that its metric cannot have",
        Refusal.TooManyBuckets => "too many buckets or quantiles",
        Refusal.TooManyLabels => "more attributes than series.maxLabels",
        Refusal.LabelTooLong => "an attribute longer than series.maxLabelNameBytes or series.maxLabelValueBytes",
        Refusal.InvalidName => "no name, or one that is too long",
        Refusal.TooManySeries => "more series than even overflow keeps track of",
        _ => "",
    };
}
