using Cairn.Repository.Trees;

namespace Cairn.DataAgents.FileSystem.Source;

/// <summary>
/// A name that is to be backed up, and whether it stood for a directory, or is known to have stood for a regular file, when it was
/// listed.
/// </summary>
internal readonly record struct SourceName(EntryName Name, bool IsDirectory, bool IsFile = false);
