using System.Globalization;
using Cairn.Repository.Fields;

namespace Cairn.Repository.Collecting;

/// <summary>The names of a collection's objects; collections are numbered from 1.</summary>
internal static class CollectionObject
{
    public const string Prefix = "collections/";

    public const string Condemned = "condemned";
    public const string Sessions = "sessions";
    public const string Decided = "decided";
    public const string Over = "over";

    private const string VerdictPrefix = "verdict-";
    private const int NumberDigits = 20;
    private const int VerdictDigits = 32;

    public static string NameOf(long collection, string part) =>
        $"{Prefix}{collection.ToString($"d{NumberDigits}", CultureInfo.InvariantCulture)}/{part}";

    public static string NewVerdict(RandomSource random) => VerdictPrefix + random.HexDigits(VerdictDigits);

    public static bool IsVerdict(string part) =>
        part.StartsWith(VerdictPrefix, StringComparison.Ordinal) && LowerHex.Is(part.AsSpan(VerdictPrefix.Length), VerdictDigits);

    public static bool TryParse(string name, out long collection, out string part)
    {
        (collection, part) = (0, "");
        const int start = NumberDigits + 1;
        if (!name.StartsWith(Prefix, StringComparison.Ordinal) || name.Length <= Prefix.Length + start
            || !long.TryParse(
                name.AsSpan(Prefix.Length, NumberDigits), NumberStyles.None, CultureInfo.InvariantCulture, out collection))
            return false;
        part = name[(Prefix.Length + start)..];
        return name == NameOf(collection, part) && (part is Condemned or Sessions or Decided or Over || IsVerdict(part));
    }
}
