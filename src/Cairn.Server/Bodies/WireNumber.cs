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

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
