namespace Observe.Agent.Parse.Fields;

/// <summary>Where the text of a field stands in the batch, and the strength of the key that gave it; 0 is none.</summary>
internal struct TextField
{
    public int Start, Length;
    public byte Strength;

    /// <summary>JSON escapes stand in it.</summary>
    public bool Escaped;

    /// <summary>Takes a text found without a key, unless a stronger one is there.</summary>
    public void Offer(int start, int length, byte strength)
    {
        if (strength > Strength && length > 0)
        {
            this = new TextField { Start = start, Length = length, Strength = strength };
        }
    }
}
