using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>One item for a worker to bring back, and the directory it goes to.</summary>
internal readonly record struct RestoreJob(TargetDirectory Directory, Entry Entry)
{
    public string Path => Directory.Path.Of(Entry.Name);
}
