using Observe.Agent.Parse.Fields;

namespace Observe.Agent.Parse.Custom;

/// <summary>How a declared format reads the first line of a record.</summary>
internal interface ILineHead
{
    /// <summary>Reads the line between two places into the fields; false when it is not written so.</summary>
    bool TryRead(int start, int end, LineFields fields);
}
