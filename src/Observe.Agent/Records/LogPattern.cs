namespace Observe.Agent.Records;

/// <summary>
/// Messages that one statement of a program wrote, as one: what varies is masked. Times are Unix milliseconds; texts are
/// redacted.
/// </summary>
/// <param name="Id">Twelve hexadecimal digits, the same in every process that meets the pattern first.</param>
/// <param name="Template">The text with <c>&lt;*&gt;</c> where messages vary.</param>
/// <param name="Example">The first message, cut.</param>
/// <param name="FirstSeen">Time of the first record.</param>
/// <param name="LastSeen">Time of the last record.</param>
/// <param name="Count">Records, those of merged patterns included.</param>
/// <param name="Shapes">Texts by which the pattern is recognised after a restart.</param>
internal sealed record LogPattern(
    string Id, string Template, string Example, long FirstSeen, long LastSeen, long Count, IReadOnlyList<string> Shapes);
