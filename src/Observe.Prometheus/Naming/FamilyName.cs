namespace Observe.Prometheus.Naming;

/// <summary>
/// The Prometheus names of a metric: that of the family, as TYPE, HELP and UNIT carry it, that of its plain sample, and the base
/// to which a histogram's and a creation time's suffixes are appended.
/// </summary>
/// <param name="Family">The family's name.</param>
/// <param name="Sample">The name of the sample of a counter, gauge or info metric.</param>
/// <param name="Base">The name before <c>_bucket</c>, <c>_sum</c>, <c>_count</c> and <c>_created</c>.</param>
/// <param name="Unit">The unit's words where the name ends with them; else empty.</param>
/// <param name="Untyped">Whether the format has no type for a counter or gauge of this name.</param>
internal sealed record FamilyName(string Family, string Sample, string Base, string Unit, bool Untyped)
{
    private const string Total = "_total";
    private const string InfoSuffix = "_info";

    public static FamilyName Of(
        string name, string unit, FamilyType type, bool isGaugeInstrument, PrometheusFormat format, PrometheusExporterOptions options)
    {
        var strategy = options.TranslationStrategy;
        var underscores = strategy is PrometheusTranslationStrategy.UnderscoreEscapingWithSuffixes
            or PrometheusTranslationStrategy.UnderscoreEscapingWithoutSuffixes;
        var withSuffixes = strategy is PrometheusTranslationStrategy.UnderscoreEscapingWithSuffixes
            or PrometheusTranslationStrategy.NoUTF8EscapingWithSuffixes;
        var openMetrics = format.Exposition == PrometheusExposition.OpenMetrics100;

        var words = withSuffixes ? UnitWords.Of(unit) : "";
        if (words.Length == 0 && withSuffixes && isGaugeInstrument && options.RatioSuffixEnabled && unit == "1")
        {
            words = "ratio";
        }

        var translated = underscores ? LegacyNames.Translated(name, allowColon: true) : name;
        if (withSuffixes && type == FamilyType.Counter)
        {
            var stem = WithUnit(WithoutSuffix(translated, Total), words);
            var total = options.DisableTotalNameSuffixForCounters && !openMetrics && !translated.EndsWith(Total, StringComparison.Ordinal)
                ? stem
                : stem + Total;
            return Escaped(total, type, words, format, openMetrics);
        }

        if (type == FamilyType.Info)
        {
            return Escaped(WithoutSuffix(translated, InfoSuffix) + InfoSuffix, type, "", format, openMetrics);
        }

        var plain = Escaped(withSuffixes ? WithUnit(translated, words) : translated, type, words, format, openMetrics);
        return options.UntypedReservedSuffixes && type == FamilyType.Gauge && IsText(format) && HasReservedSuffix(plain.Sample)
            ? plain with { Untyped = true }
            : plain;
    }

    private static bool IsText(PrometheusFormat format) =>
        format.Exposition is PrometheusExposition.Text004 or PrometheusExposition.Text100;

    private static bool HasReservedSuffix(string name) =>
        name.EndsWith("_count", StringComparison.Ordinal)
        || name.EndsWith("_sum", StringComparison.Ordinal)
        || name.EndsWith("_bucket", StringComparison.Ordinal);

    /// <summary>
    /// As Prometheus' own library does, the name is escaped with its unit and <c>_total</c>; the suffixes of histograms, which
    /// are no part of a family's name, are appended afterwards.
    /// </summary>
    private static FamilyName Escaped(string full, FamilyType type, string unit, PrometheusFormat format, bool openMetrics)
    {
        var name = NameEscaping.Apply(full, format.Escaping, allowColon: true);
        var suffix = type switch
        {
            FamilyType.Counter => Total,
            FamilyType.Info => InfoSuffix,
            _ => "",
        };
        var stem = WithoutSuffix(name, suffix);
        var hasSuffix = stem.Length < name.Length;
        var unitWritten = EndsWithUnit(stem, unit) ? unit : "";
        return openMetrics
            ? new(stem, name, stem, unitWritten, Untyped: suffix.Length > 0 && !hasSuffix)
            : new(name, name, type == FamilyType.Histogram ? name : stem, unitWritten, Untyped: false);
    }

    private static string WithUnit(string name, string unit) =>
        unit.Length == 0 || EndsWithUnit(name, unit) ? name
        : name.EndsWith('_') ? name + unit
        : name + "_" + unit;

    /// <summary>Whether the last words of a name are the unit: <c>milliseconds</c> does not end with the unit seconds.</summary>
    private static bool EndsWithUnit(string name, string unit) =>
        unit.Length > 0
        && name.EndsWith(unit, StringComparison.Ordinal)
        && (name.Length == unit.Length || !char.IsLetterOrDigit(name[name.Length - unit.Length - 1]));

    private static string WithoutSuffix(string name, string suffix) =>
        suffix.Length > 0 && name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal)
            ? name[..^suffix.Length]
            : name;
}
