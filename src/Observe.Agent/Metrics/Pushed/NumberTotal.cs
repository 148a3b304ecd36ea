using Observe.Prometheus;

namespace Observe.Agent.Metrics.Pushed;

/// <summary>The total of a sum: exact for as long as every point is a whole number and the total fits.</summary>
internal sealed class NumberTotal : DeltaTotal
{
    private bool _isReal;
    private long _whole;
    private double _real;

    public double Value => _isReal ? _real : _whole;

    public void Add(long value)
    {
        var sum = unchecked(_whole + value);
        if (_isReal || ((_whole ^ sum) & (value ^ sum)) < 0)
        {
            Add((double)value);
        }
        else
        {
            _whole = sum;
        }
    }

    public void Add(double value)
    {
        _real = Value + value;
        _isReal = true;
    }

    public override DeltaTotal Copy() => (DeltaTotal)MemberwiseClone();

    public override void ShowOn(PrometheusSeries series)
    {
        if (_isReal)
        {
            series.Set(_real);
        }
        else
        {
            series.Set(_whole);
        }
    }

    public override void Write(BinaryWriter to)
    {
        to.Write(_isReal);
        to.Write(_whole);
        to.Write(_real);
    }

    public static NumberTotal Read(BinaryReader from) => new() { _isReal = from.ReadBoolean(), _whole = from.ReadInt64(), _real = from.ReadDouble() };
}
