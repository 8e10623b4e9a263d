using System.CommandLine.Parsing;
using System.Globalization;

namespace Cairn.Cli.Verbs;

/// <summary>A whole number from 1 on, as an id or a count is; anything else is wrong usage.</summary>
internal static class CountingNumber
{
    public static int Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (TryParse(text, out var number))
            return number;
        result.AddError(Refusal(text));
        return 0;
    }

    public static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;

    public static string Refusal(string text) => $"'{text}' is no whole number from 1 on";
}
