namespace Observe.Agent.Parse.Fields;

/// <summary>
/// What is known of a key: its field when the value is text or a number (the stronger key wins, the first of equals), with a
/// detail that depends on the field (unit, scale, kind of token), and what to look for when the value is an object.
/// One word wide, because it is handed on for every key of every line.
/// </summary>
internal readonly struct FieldKey(Field field, byte strength, byte detail, Scope scope)
{
    private readonly uint _packed = (uint)field | ((uint)strength << 8) | ((uint)detail << 16) | ((uint)scope << 24);

    public Field Field => (Field)(byte)_packed;

    public byte Strength => (byte)(_packed >> 8);

    public byte Detail => (byte)(_packed >> 16);

    public Scope Scope => (Scope)(_packed >> 24);

    public bool IsKnown => _packed != 0;

    public FieldKey WithStrength(int strength) => new(Field, (byte)Math.Max(strength, 0), Detail, Scope);
}
