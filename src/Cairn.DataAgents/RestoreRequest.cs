using Cairn.Repository.Trees;

namespace Cairn.DataAgents;

/// <summary>What to bring back, and where to.</summary>
public sealed record RestoreRequest
{
    public required TreeRef Root { get; init; }

    /// <summary>
    /// Files and directories as the backup has them, separated by '/'; doubled, leading and trailing separators don't matter. A
    /// byte that isn't UTF-8 is written <c>\xNN</c>. Empty: everything.
    /// </summary>
    /// <remarks>
    /// With <see cref="RestoreLayout.FullPath"/>, what is only on the way to a path isn't the request's to change: a directory that
    /// is there keeps its owner, mode and times, anything else that is there in its place is reported and stays, and only what is
    /// missing is made as the backup has it. Symbolic links that the backup has on the way are followed within the backup. So a
    /// restore in place of a whole backup names the content of the backup here; left empty, "/" and all that leads to the content
    /// would be part of what is brought back.
    /// </remarks>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>
    /// True: where a path ends in a symbolic link, what the link leads to in the backup is restored as well, as a backup does with
    /// its content. False: the link alone. For <see cref="RestoreLayout.FullPath"/>.
    /// </summary>
    public bool FollowLinks { get; init; }

    /// <summary>
    /// An absolute path of a directory, made if it's missing; nothing outside it is touched. Null: in place ("/").
    /// </summary>
    public string? Target { get; init; }

    public RestoreLayout Layout { get; init; }

    /// <summary>
    /// True: what is there is replaced (directories are kept and filled). False: what is there stays as it is and is counted as
    /// skipped.
    /// </summary>
    public bool Overwrite { get; init; } = true;
}
