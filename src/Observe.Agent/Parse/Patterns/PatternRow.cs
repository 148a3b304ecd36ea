namespace Observe.Agent.Parse.Patterns;

/// <summary>A pattern as it is shown and stored. Times are milliseconds since 1970; example and template are redacted.</summary>
/// <param name="Id">Twelve hexadecimal digits.</param>
/// <param name="Template">The text with <c>&lt;*&gt;</c> where messages vary.</param>
/// <param name="Example">The first message, redacted and cut.</param>
/// <param name="FirstSeen">Time of the first record.</param>
/// <param name="LastSeen">Time of the last record.</param>
/// <param name="Count">Records, those of merged patterns included.</param>
/// <param name="Shapes">Texts of the shapes that belong to the pattern, from which they are recognised after a restart.</param>
internal sealed record PatternRow(string Id, string Template, string Example, long FirstSeen, long LastSeen, long Count, IReadOnlyList<string> Shapes);
