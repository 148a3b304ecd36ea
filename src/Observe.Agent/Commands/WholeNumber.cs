using System.CommandLine.Parsing;
using System.Globalization;

namespace Observe.Agent.Commands;

/// <summary>Reads whole numbers on the command line; the library's own parser tells people of types of .NET, and lets validators run into values it could not read.</summary>
internal static class WholeNumber
{
    /// <summary>For <c>CustomParser</c> of an option.</summary>
    public static int Read(ArgumentResult argument, int least, int most = int.MaxValue)
    {
        var text = argument.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
        {
            var name = (argument.Parent as OptionResult)?.Option.Name ?? argument.Argument.Name;
            var range = most == int.MaxValue ? $"of at least {least}" : $"from {least} to {most}";
            argument.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: expected a number {range}; got \"{text}\""));
        }

        return number;
    }
}
