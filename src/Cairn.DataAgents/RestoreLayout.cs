namespace Cairn.DataAgents;

/// <summary>Where below the target an item goes.</summary>
public enum RestoreLayout
{
    /// <summary>/home/eva/notes is restored to TARGET/home/eva/notes.</summary>
    FullPath,

    /// <summary>/home/eva/notes is restored to TARGET/notes.</summary>
    ItemOnly,
}
