using System.Text;
using Observe.Agent.Parse.Redaction;
using Observe.Agent.Records;

namespace Observe.Agent.Parse.Patterns;

/// <summary>
/// Groups messages that one statement of a program wrote. A message of a known shape costs a scan and a look-up; a new shape
/// goes through the <see cref="Lattice"/>, which may merge patterns. Thread-safe: one miner serves all workers, one at a time,
/// which is cheap as long as it sees warnings and errors only. Changes are told within that lock: be quick, do not call back.
/// </summary>
internal sealed class PatternMiner
{
    /// <summary>Bytes of an example that are kept.</summary>
    private const int MaxExample = 512;

    /// <summary>Shapes of a pattern that are stored; the lattice needs a few to know what varies.</summary>
    private const int MaxStoredShapes = 32;

    /// <summary>Ids that are remembered, as a multiple of the patterns that are: merged ones still lead to their pattern.</summary>
    private const int MaxForwards = 4;

    private readonly Lock _lock = new();
    private readonly int _maxPatterns, _maxShapes;
    private readonly TimeProvider _clock;
    private readonly Action<PatternChange>? _changed;
    private readonly MessageScan _scan = new();
    private readonly Lattice _lattice;
    private readonly Dictionary<ulong, Shape> _shapes = [];
    private readonly Dictionary<PatternId, Pattern> _patterns = [];
    private long _tick, _sequence;
    private int _count;

    public PatternMiner(PatternOptions options, TimeProvider clock, Action<PatternChange>? changed = null)
    {
        _maxPatterns = Math.Max(options.MaxPatterns, 8);
        _maxShapes = Math.Max(options.MaxShapes, _maxPatterns);
        _clock = clock;
        _changed = changed;
        _lattice = new Lattice(Merge);
    }

    /// <summary>Patterns that are known.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Counts a record, and returns the pattern its message belongs to as far as is known now.</summary>
    public PatternId Observe(in LogRecord record, ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            var hash = _scan.Scan(message);
            if (!_shapes.TryGetValue(hash, out var shape))
            {
                shape = Learn(hash, message);
            }

            var pattern = shape.Pattern.Root;
            shape.LastTick = pattern.LastTick = ++_tick;
            See(pattern, record.UnixMilliseconds);
            return pattern.Id;
        }
    }

    /// <summary>The pattern that an id given earlier belongs to after all merges.</summary>
    public PatternId Current(PatternId id)
    {
        lock (_lock)
        {
            return _patterns.TryGetValue(id, out var pattern) ? pattern.Root.Id : id;
        }
    }

    /// <summary>All patterns, in the order they were found.</summary>
    public IReadOnlyList<LogPattern> Export() => Export(_ => true);

    /// <summary>The given patterns as they are known now; one that was merged or forgotten meanwhile is left out.</summary>
    public IReadOnlyList<LogPattern> Export(IReadOnlySet<ulong> ids) => Export(p => ids.Contains(p.Id.Value));

    /// <summary>Takes up patterns that were exported, before the first record is observed.</summary>
    public void Import(IEnumerable<LogPattern> rows)
    {
        lock (_lock)
        {
            foreach (var row in rows)
            {
                if (PatternId.TryParse(row.Id, out var id) && !_patterns.ContainsKey(id) && _count < _maxPatterns)
                {
                    Restore(id, row);
                }
            }
        }
    }

    private LogPattern[] Export(Func<Pattern, bool> wanted)
    {
        lock (_lock)
        {
            var shapes = _shapes.Values.ToLookup(s => s.Pattern.Root);
            return [.. _patterns.Values.Where(p => !p.IsMerged && wanted(p)).OrderBy(p => p.Sequence).Select(p => Row(p, shapes[p]))];
        }
    }

    private static LogPattern Row(Pattern pattern, IEnumerable<Shape> shapes) =>
        new(pattern.Id.ToString(), pattern.Text, pattern.Example, pattern.FirstSeen, pattern.LastSeen, pattern.Count,
            [.. shapes.OrderByDescending(s => s.LastTick).Take(MaxStoredShapes).Select(s => s.Text)]);

    private void Restore(PatternId id, LogPattern row)
    {
        var pattern = New(id);
        (pattern.Text, pattern.Example) = (row.Template, row.Example);
        (pattern.FirstSeen, pattern.LastSeen, pattern.Count) = (row.FirstSeen, row.LastSeen, row.Count);
        pattern.LastTick = ++_tick;
        foreach (var text in row.Shapes.Prepend(row.Template).Take(MaxStoredShapes + 1))
        {
            var message = Encoding.UTF8.GetBytes(text);
            var hash = _scan.Scan(message);
            if (!_shapes.ContainsKey(hash) && _shapes.Count < _maxShapes)
            {
                var root = _lattice.Add(Template.Of(_scan.Tokens, message), pattern.Root);
                _shapes.Add(hash, new Shape(root, text) { LastTick = _tick });
            }
        }

        // Placing shapes again generalises anew; what was stored is what people saw.
        pattern.Root.Text = pattern.IsMerged ? pattern.Root.Text : row.Template;
    }

    private Shape Learn(ulong hash, ReadOnlySpan<byte> message)
    {
        var template = Template.Of(_scan.Tokens, message);
        var text = Redactor.Redact(template.ToString());
        var id = PatternId.OfShape(hash);
        if (!_patterns.TryGetValue(id, out var pattern))
        {
            pattern = New(id);
            pattern.Text = text;
            pattern.Example = Example(message);
        }

        var root = _lattice.Add(template, pattern.Root);
        if (root.Count == 0)
        {
            _changed?.Invoke(new PatternChange(PatternChangeKind.Found, root.Id));
        }

        root.Text = Redactor.Redact(root.Text);
        var shape = new Shape(root, text) { LastTick = ++_tick };
        root.LastTick = _tick;
        _shapes.Add(hash, shape);
        if (_count > _maxPatterns || _shapes.Count > _maxShapes || _patterns.Count > _maxPatterns * MaxForwards)
        {
            ForgetOldest();
        }

        return shape;
    }

    /// <summary>Masked before it is cut, or a secret could lose the end that it is known by.</summary>
    private static string Example(ReadOnlySpan<byte> message)
    {
        var text = Redactor.Redact(Encoding.UTF8.GetString(message[..Math.Min(message.Length, 4 * MaxExample)]));
        return Encoding.UTF8.GetString(Utf8Prefix.Of(Encoding.UTF8.GetBytes(text), MaxExample));
    }

    private Pattern New(PatternId id)
    {
        var pattern = new Pattern(id, _sequence++);
        _patterns.Add(id, pattern);
        _count++;
        return pattern;
    }

    private void See(Pattern pattern, long time)
    {
        var at = time != 0 ? time : _clock.GetUtcNow().ToUnixTimeMilliseconds();
        pattern.FirstSeen = pattern.Count == 0 ? at : Math.Min(pattern.FirstSeen, at);
        pattern.LastSeen = Math.Max(pattern.LastSeen, at);
        pattern.Count++;
    }

    private Pattern Merge(Pattern one, Pattern other)
    {
        (one, other) = (one.Root, other.Root);
        if (one == other)
        {
            return one;
        }

        var (older, younger) = one.Sequence < other.Sequence ? (one, other) : (other, one);
        var wasGiven = younger.Count > 0;
        younger.MergeInto(older);
        _count--;
        if (wasGiven)
        {
            _changed?.Invoke(new PatternChange(PatternChangeKind.Merged, younger.Id, older.Id));
        }
        else
        {
            // A new value of an open place: nobody ever saw its id.
            _patterns.Remove(younger.Id);
        }

        return older;
    }

    /// <summary>Makes an eighth of the room free: first shapes not seen for longest, then patterns, with all that is theirs.</summary>
    private void ForgetOldest()
    {
        var surplus = _shapes.Count - (_maxShapes / 8 * 7);
        foreach (var (hash, _) in _shapes.OrderBy(s => s.Value.LastTick).Take(surplus).ToList())
        {
            _shapes.Remove(hash);
        }

        var living = _shapes.Values.Select(s => s.Pattern.Root).Distinct().OrderByDescending(p => p.LastTick)
            .Take(_maxPatterns / 8 * 7).ToHashSet();
        foreach (var (hash, shape) in _shapes.Where(s => !living.Contains(s.Value.Pattern.Root)).ToList())
        {
            _shapes.Remove(hash);
        }

        var forwards = _patterns.Count > _maxPatterns * MaxForwards;
        foreach (var (id, pattern) in _patterns.Where(p => !living.Contains(p.Value.Root) || (forwards && p.Value.IsMerged)).ToList())
        {
            if (!pattern.IsMerged)
            {
                _changed?.Invoke(new PatternChange(PatternChangeKind.Forgotten, id));
            }

            _patterns.Remove(id);
        }

        _count = living.Count;
        _lattice.Forget(p => !living.Contains(p.Root));
    }

    private sealed class Shape(Pattern pattern, string text)
    {
        public Pattern Pattern { get; } = pattern;

        /// <summary>Redacted; scanned again it gives the shape.</summary>
        public string Text { get; } = text;

        public long LastTick { get; set; }
    }
}
