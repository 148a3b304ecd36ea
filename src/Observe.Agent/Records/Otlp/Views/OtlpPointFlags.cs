namespace Observe.Agent.Records.Otlp.Views;

[Flags]
internal enum OtlpPointFlags : uint
{
    None = 0,

    /// <summary>The series ends here: the app has no value for it any more.</summary>
    NoRecordedValue = 1,
}
