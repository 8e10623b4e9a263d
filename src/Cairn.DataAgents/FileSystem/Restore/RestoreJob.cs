using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>One item to bring back, anything but a directory, and the directory it goes to.</summary>
internal readonly record struct RestoreJob(TargetDirectory Directory, Entry Entry)
{
    public string Path => Directory.Path.Of(Entry.Name);

    public FileContent Content => Entry.Content ?? FileContent.Empty;
}
