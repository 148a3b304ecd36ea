namespace Observe.Agent.Parse.Fields;

/// <summary>
/// What is known of a key: its field when the value is text or a number (the stronger key wins, the first of equals), with a
/// detail that depends on the field (unit, scale, kind of token), and what to look for when the value is an object.
/// </summary>
internal readonly record struct FieldKey(Field Field, byte Strength, byte Detail, Scope Scope);
