namespace Observe.Agent.Tokens.Prices;

/// <summary>All prices that are known; read when first asked for. Thread-safe.</summary>
internal sealed class PriceTable(Func<IReadOnlyList<ModelPrice>> read)
{
    /// <summary>Answers that are kept; names come from outside, so their number has to end somewhere.</summary>
    private const int MaxAnswers = 20_000;

    private readonly Lazy<IReadOnlyList<ModelPrice>> _rows = new(read);
    private readonly Dictionary<string, ModelPrice?> _answers = new(StringComparer.Ordinal);

    public PriceTable(IReadOnlyList<ModelPrice> rows)
        : this(() => rows)
    {
    }

    public IReadOnlyList<ModelPrice> Rows => _rows.Value;

    /// <summary>The price of a model on a day; null when none is known. The user's rows go first, then the row that names the model most closely.</summary>
    public ModelPrice? Find(string provider, string model, DateOnly day)
    {
        var question = $"{day.DayNumber}\n{provider}\n{model}";
        lock (_answers)
        {
            if (_answers.TryGetValue(question, out var answer))
            {
                return answer;
            }

            if (_answers.Count >= MaxAnswers)
            {
                _answers.Clear();
            }

            return _answers[question] = Search(provider, model, day);
        }
    }

    private ModelPrice? Search(string provider, string model, DateOnly day)
    {
        ModelPrice? best = null;
        var bestCloseness = -1;
        foreach (var row in Rows)
        {
            if ((row.From is null || row.From.Value <= day) && row.Closeness(provider, model) is >= 0 and var closeness
                && (best is null || IsBetter(row, closeness, best, bestCloseness)))
            {
                (best, bestCloseness) = (row, closeness);
            }
        }

        return best;
    }

    private static bool IsBetter(ModelPrice row, int closeness, ModelPrice than, int thanCloseness)
    {
        if (row.Origin != than.Origin)
        {
            return row.Origin > than.Origin;
        }

        return closeness != thanCloseness ? closeness > thanCloseness : (row.From ?? DateOnly.MinValue) > (than.From ?? DateOnly.MinValue);
    }
}
