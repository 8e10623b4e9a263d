using Cairn.CommServe.Refusals;
using Cairn.Repository.Trees;

namespace Cairn.CommServe.Browsing;

/// <summary>
/// A path inside a backup, as clients write it: with '/' or '\' between names, doubled or trailing ones allowed (wire-api.md 5.2).
/// A path that starts with '/' may have backslashes in its names, as files on Linux can.
/// </summary>
public sealed class BackupPath
{
    private BackupPath(IReadOnlyList<EntryName> names) => Names = names;

    public IReadOnlyList<EntryName> Names { get; }

    /// <exception cref="RefusalException"><c>invalid-path</c>: it has a "." or ".." or a NUL in it.</exception>
    public static BackupPath Parse(string text)
    {
        var parts = text.Split(SeparatorOf(text), StringSplitOptions.RemoveEmptyEntries);
        if (parts.Any(part => part is "." or ".." || part.Contains('\0')))
            throw new RefusalException(RefusalKind.Invalid, "invalid-path", $"'{Shortened(text)}' is no path in a backup.")
            {
                Parameter = "path",
                Value = Shortened(text),
                Allowed = "names separated by / or \\, without . and ..",
            };
        return new BackupPath([.. parts.Select(EntryName.FromUtf8)]);
    }

    public override string ToString() => "/" + string.Join('/', Names);

    private static char SeparatorOf(string text) => text.Contains('/') && !text.StartsWith('\\') ? '/' : '\\';

    private static string Shortened(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
