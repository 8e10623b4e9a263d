using System.Globalization;

namespace Cairn.Server.Bodies;

/// <summary>Numbers as the domain wants them: on the wire 0 is "not given" for an id.</summary>
internal static class WireNumber
{
    public static int? Given(this int? id) => id is 0 ? null : id;

    /// <summary>An id of the domain from a wider number of the wire; what can't be one is an id that nothing has.</summary>
    public static int? Id(this long? number) => number switch
    {
        null or 0 => null,
        > int.MaxValue => int.MaxValue,
        _ => (int)number,
    };

    /// <summary>Decimal digits and nothing else. The runtime's own parser takes zero characters after them as well.</summary>
    public static bool TryParse(string text, out long number)
    {
        number = 0;
        return !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
