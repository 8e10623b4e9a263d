using Cairn.DataAgents.FileSystem.Source;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>One name for a worker to back up; its result is the entry, or null if nothing comes of it (it vanished or failed).</summary>
internal sealed class EntryJob(SourceDirectory directory, EntryName name, Entry? stored)
    : TaskCompletionSource<Entry?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public SourceDirectory Directory { get; } = directory;

    public EntryName Name { get; } = name;

    /// <summary>The entry of that name in the base backup.</summary>
    public Entry? Stored { get; } = stored;

    public string Path => Directory.Path.Of(Name);
}
