using System.Globalization;

namespace Observe.Instrumentation;

/// <summary>Gathers the faults of options, so that all are told at once.</summary>
internal sealed class OptionsFaults
{
    private readonly List<string> _faults = [];

    public void Add(string fault) => _faults.Add(fault);

    public void Require<T>(string name, T value, T minimum, T maximum)
        where T : IComparable<T>
    {
        if (value.CompareTo(minimum) < 0 || value.CompareTo(maximum) > 0)
        {
            _faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be from {minimum} to {maximum}"));
        }
    }

    /// <summary>Finite and in range; NaN compares as less than everything and so is refused.</summary>
    public void RequireRatio(string name, double value) => Require(name, value, 0, 1);

    public void RequireUrl(string name, Uri? url)
    {
        if (url is not null && !(url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)))
        {
            _faults.Add($"{name} is \"{url}\"; it must be an absolute http or https URL");
        }
    }

    /// <exception cref="ArgumentException">There is a fault.</exception>
    public void ThrowIfAny(object? options)
    {
        if (_faults.Count > 0)
        {
            throw new ArgumentException($"The options of Observe are not valid:\n- {string.Join("\n- ", _faults)}", nameof(options));
        }
    }
}
