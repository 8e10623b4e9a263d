using System.CommandLine.Parsing;
using System.Globalization;

namespace Cairn.Cli.Verbs;

/// <summary>A whole number from 1 on, as an id or a count is; anything else is wrong usage.</summary>
internal static class CountingNumber
{
    public static int Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            return number;
        result.AddError($"'{text}' is no whole number from 1 on");
        return 0;
    }
}
