using Cairn.Repository.Trees;

namespace Cairn.Cli.Display;

/// <summary>A file or folder of a snapshot as JSON.</summary>
internal sealed record EntryLine(
    string Path, string Kind, string Mode, long Size, long ModifiedSeconds, int ModifiedNanoseconds, uint UserId, uint GroupId)
{
    public static EntryLine Of((string Path, Entry Entry) found)
    {
        var entry = found.Entry;
        return new EntryLine(
            found.Path,
            entry.Kind.ToString(),
            ModeText.Of(entry),
            entry.Size,
            entry.Modified.Seconds,
            entry.Modified.Nanoseconds,
            entry.UserId,
            entry.GroupId);
    }
}
