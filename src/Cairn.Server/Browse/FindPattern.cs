namespace Cairn.Server.Browse;

/// <summary>A find's path is a folder to start from and a pattern, in one.</summary>
internal static class FindPattern
{
    /// <param name="path">Absolute, such as <c>/data/**/*.txt</c>; in a folder without wildcards everything is found.</param>
    public static (string Folder, string Pattern) Split(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var fixedParts = parts.TakeWhile(part => part.AsSpan().IndexOfAny('*', '?') < 0).ToArray();
        var rest = string.Join('/', parts[fixedParts.Length..]);
        return ("/" + string.Join('/', fixedParts), rest.Length == 0 ? "**" : rest);
    }
}
