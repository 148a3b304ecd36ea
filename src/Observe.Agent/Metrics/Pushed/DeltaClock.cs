namespace Observe.Agent.Metrics.Pushed;

/// <summary>
/// Which intervals of a delta series were counted. A point that ends after all others is counted; where it does not begin at
/// the end of the one before, the gap is remembered. A point that lies in such a gap, or before everything, comes late and is
/// counted too. Whatever else overlaps with what was counted, and counting it would count something twice.
/// </summary>
internal struct DeltaClock
{
    /// <summary>More gaps are forgotten, the oldest first; what comes for them later is refused.</summary>
    private const int MaxGaps = 4;

    private (ulong Start, ulong End)[]? _gaps;
    private ulong _lastStart;

    /// <summary>When counting began, and up to when it was counted; Unix nanoseconds.</summary>
    public ulong First { get; private set; }

    public ulong Last { get; private set; }

    /// <param name="start">When the interval began; 0 for unknown.</param>
    /// <param name="time">When it ended.</param>
    /// <returns><see cref="Refusal.None"/> when the point is to be counted, which is noted then.</returns>
    public Refusal Accept(ulong start, ulong time)
    {
        if (time == 0)
        {
            return Refusal.NoTime;
        }

        if (start > time)
        {
            return Refusal.InvalidValue;
        }

        if (Last == 0)
        {
            (First, Last, _lastStart) = (start == 0 ? time : start, time, start);
            return Refusal.None;
        }

        if (time > Last)
        {
            if (start > Last)
            {
                Remember(Last, start);
            }

            (Last, _lastStart) = (time, start);
            return Refusal.None;
        }

        if (start == _lastStart && time == Last)
        {
            return Refusal.Repeated;
        }

        return start > 0 && start < time && TryFill(start, time) ? Refusal.None : Refusal.OutOfOrder;
    }

    public readonly void Write(BinaryWriter to)
    {
        to.Write(First);
        to.Write(Last);
        to.Write(_lastStart);
        for (var i = 0; i < MaxGaps; i++)
        {
            var (start, end) = _gaps is null ? default : _gaps[i];
            to.Write(start);
            to.Write(end);
        }
    }

    public static DeltaClock Read(BinaryReader from)
    {
        var clock = new DeltaClock { First = from.ReadUInt64(), Last = from.ReadUInt64(), _lastStart = from.ReadUInt64(), _gaps = new (ulong, ulong)[MaxGaps] };
        for (var i = 0; i < MaxGaps; i++)
        {
            clock._gaps[i] = (from.ReadUInt64(), from.ReadUInt64());
        }

        return clock;
    }

    /// <summary>A copy that shares nothing.</summary>
    public readonly DeltaClock Copy() => this with { _gaps = _gaps is null ? null : [.. _gaps] };

    private bool TryFill(ulong start, ulong time)
    {
        if (time <= First)
        {
            if (time < First)
            {
                Remember(time, First);
            }

            First = start;
            return true;
        }

        for (var i = 0; i < _gaps?.Length; i++)
        {
            var (from, to) = _gaps[i];
            if (start >= from && time <= to)
            {
                _gaps[i] = default;
                if (start > from)
                {
                    Remember(from, start);
                }

                if (time < to)
                {
                    Remember(time, to);
                }

                return true;
            }
        }

        return false;
    }

    private void Remember(ulong start, ulong end)
    {
        _gaps ??= new (ulong, ulong)[MaxGaps];
        var oldest = 0;
        for (var i = 1; i < MaxGaps; i++)
        {
            oldest = _gaps[i].End < _gaps[oldest].End ? i : oldest;
        }

        if (end > _gaps[oldest].End)
        {
            _gaps[oldest] = (start, end);
        }
    }
}
