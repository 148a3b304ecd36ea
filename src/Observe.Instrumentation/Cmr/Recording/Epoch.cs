namespace Observe.Instrumentation.Cmr.Recording;

/// <summary>
/// The running number that orders recordings of different threads, and by its identity the key that tells whose recorder a
/// thread holds. Apart from the monitor, so that a thread's last recorder keeps no monitor alive.
/// </summary>
internal sealed class Epoch
{
    private int _value;

    public int Value => _value;

    public int Next() => Interlocked.Increment(ref _value);
}
