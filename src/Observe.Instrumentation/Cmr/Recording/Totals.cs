namespace Observe.Instrumentation.Cmr.Recording;

/// <summary>Sums over all threads at a moment.</summary>
internal sealed class Totals
{
    private LayerTotals[] _layers = [];
    private CommonTotals _common;

    /// <summary>By layer index; layers above the last one recorded are missing.</summary>
    public ReadOnlySpan<LayerTotals> Layers => _layers;

    public ref readonly CommonTotals Common => ref _common;

    public long Captures => Sum(layer => layer.Captures);

    public long Reconstructions => Sum(layer => layer.Reconstructions);

    public long Operations => Captures + Reconstructions + _common.Retrievals + _common.Forwards;

    public long Sum(Func<LayerTotals, long> field)
    {
        var sum = 0L;
        foreach (ref readonly var layer in Layers)
        {
            sum += field(layer);
        }

        return sum;
    }

    public void Add(ThreadRecorder recorder) => Add(recorder.Layers, ref recorder.Common, 1);

    public void Add(Totals other) => Add(other._layers, ref other._common, 1);

    public void Subtract(Totals other) => Add(other._layers, ref other._common, -1);

    private void Add(LayerTotals[] layers, ref CommonTotals common, int sign)
    {
        if (layers.Length > _layers.Length)
        {
            Array.Resize(ref _layers, layers.Length);
        }

        for (var i = 0; i < layers.Length; i++)
        {
            _layers[i].Add(ref layers[i], sign);
        }

        _common.Add(ref common, sign);
    }
}
