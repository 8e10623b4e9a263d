using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Restore;

/// <summary>
/// One item for a worker to bring back, and the directory it goes to. One that is only on the way to others (a link) is made if
/// nothing is there.
/// </summary>
internal readonly record struct RestoreJob(TargetDirectory Directory, Entry Entry, bool IsOnTheWay)
{
    public string Path => Directory.Path.Of(Entry.Name);
}
