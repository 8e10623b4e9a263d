using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Jobs.Backups;

/// <summary>What a subclient needs before it can be backed up. What is missing is named; trying again would not help.</summary>
internal static class BackupRequirements
{
    /// <summary>The library that the backup goes to.</summary>
    /// <exception cref="JobImpossibleException">There is none, it is a tape library, or it has no mount path.</exception>
    public static Library DiskLibraryOf(JobAssignment assignment)
    {
        var library = assignment.Library
            ?? throw new JobImpossibleException(
                $"subclient {assignment.SubclientPath} has no storage policy that says where its data goes");
        if (library.Kind is not LibraryKind.Disk || library.MountPath is null)
            throw new JobImpossibleException(
                $"library {library.Name} is no disk library; this version writes to disk libraries only");
        return library;
    }

    /// <exception cref="JobImpossibleException">The data is on another host, or there is nothing to back up.</exception>
    public static void CheckSource(JobAssignment assignment)
    {
        if (!ThisHost.Is(assignment.Client))
            throw new JobImpossibleException(
                $"client {assignment.Client.Name} is on host {assignment.Client.HostName}; "
                + "this version backs up the server's own host only");
        if (assignment.Subclient.Content.Count == 0)
            throw new JobImpossibleException($"subclient {assignment.SubclientPath} has no content");
    }
}
