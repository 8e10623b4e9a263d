using Cairn.Repository.Trees;

namespace Cairn.DataAgents;

/// <summary>What to bring back, and where to.</summary>
public sealed record RestoreRequest
{
    public required TreeRef Root { get; init; }

    /// <summary>
    /// Files and directories as the backup has them, separated by '/'; doubled, leading and trailing separators don't matter. A byte that
    /// isn't UTF-8 is written <c>\xNN</c>. Empty: everything.
    /// </summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>An absolute path of a directory, made if it's missing; nothing outside it is touched. Null: in place ("/").</summary>
    public string? Target { get; init; }

    public RestoreLayout Layout { get; init; }

    /// <summary>
    /// True: what is there is replaced (directories are kept and filled). False: what is there stays as it is and is counted as skipped.
    /// </summary>
    public bool Overwrite { get; init; } = true;
}
