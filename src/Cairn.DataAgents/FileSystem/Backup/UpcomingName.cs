using Cairn.DataAgents.FileSystem.Source;
using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Backup;

/// <summary>A name that is to be backed up next.</summary>
/// <param name="Source">The name.</param>
/// <param name="Stored">The entry of that name in the base backup.</param>
/// <param name="Opening">
/// A directory that is being opened ahead; who takes the name takes what comes of it (null: the directory can't be opened).
/// </param>
internal readonly record struct UpcomingName(SourceName Source, Entry? Stored, Task<OpenedDirectory?>? Opening);
