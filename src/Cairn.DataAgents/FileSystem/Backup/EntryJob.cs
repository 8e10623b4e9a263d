using Cairn.DataAgents.FileSystem.Source;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>One name to back up.</summary>
internal sealed class EntryJob(EntryBatch batch, SourceName name, Entry? stored)
{
    public SourceDirectory Directory => batch.Directory;

    public EntryName Name => name.Name;

    /// <summary>It was listed as a regular file.</summary>
    public bool IsFile => name.IsFile;

    /// <summary>The entry of that name in the base backup.</summary>
    public Entry? Stored { get; } = stored;

    /// <summary>The file, where it was opened ahead; who takes it disposes of it.</summary>
    public OpenedFile? Opened { get; set; }

    public string Path => Directory.Path.Of(Name);

    /// <summary>What came of it, once it is completed; null: nothing.</summary>
    public Entry? Entry { get; private set; }

    /// <summary>To be called exactly once: somebody waits for it.</summary>
    public void Complete(Entry? entry)
    {
        Entry = entry;
        batch.CountCompleted();
    }
}
