using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.FirstStart;

/// <summary>
/// What a server knows on its first start: itself. This host is a client with a File System agent down to the subclient
/// <c>default</c>, and a MediaAgent with a disk library in the data folder, where a storage policy keeps data for ever.
/// </summary>
internal static class DefaultWorld
{
    private const string LibraryName = "local-disk";

    public static void AddTo(CatalogContext catalog, CommServeOptions options)
    {
        var name = options.ClientName ?? Environment.MachineName;
        catalog.CommCells.Add(new CommCell { Name = name, Guid = Guid.NewGuid(), TimeZone = LocalTimeZone() });
        catalog.Calendars.Add(new Calendar { Id = Calendar.StandardId, Name = "Standard" });
        var policy = Policy(name);
        catalog.StoragePolicies.Add(policy);
        catalog.Clients.Add(ThisHost(name, policy));
    }

    private static StoragePolicy Policy(string name) => new()
    {
        Name = "default-policy",
        Copies =
        {
            new StoragePolicyCopy
            {
                Name = "Primary",
                Library = new Library
                {
                    Name = LibraryName,
                    Kind = LibraryKind.Disk,
                    MountPath = $"libraries/{LibraryName}",
                    MediaAgent = new MediaAgent { Name = name },
                },
            },
        },
    };

    /// <summary>The public SDK looks the server up as a client with the CommCell's own id and name (wire-api.md 1.7).</summary>
    private static Client ThisHost(string name, StoragePolicy policy) => new()
    {
        Id = CommCell.DefaultId,
        Name = name,
        HostName = Environment.MachineName,
        Guid = Guid.NewGuid(),
        Agents =
        {
            new Agent
            {
                AppName = Applications.FileSystemName,
                ApplicationId = Applications.FileSystem,
                Instances = { FileSystem(policy) },
            },
        },
    };

    private static Instance FileSystem(StoragePolicy policy) => new()
    {
        Name = "DefaultInstanceName",
        Number = Instance.FileSystemNumber,
        BackupSets =
        {
            new BackupSet
            {
                Name = "defaultBackupSet",
                IsDefault = true,
                Guid = Guid.NewGuid(),
                Subclients =
                {
                    new Subclient
                    {
                        Name = Subclient.DefaultName,
                        Description = "What is hard to get back: settings and home folders",
                        IsDefault = true,
                        Guid = Guid.NewGuid(),
                        Content = [.. DefaultContent()],
                        StoragePolicy = policy,
                    },
                },
            },
        },
    };

    /// <summary>Settings and home folders where the server may read them all, else the home folder of its own user.</summary>
    private static IEnumerable<string> DefaultContent()
    {
        string[] folders = Environment.IsPrivilegedProcess
            ? ["/etc", "/home", "/root"]
            : [Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)];
        return folders.Where(Directory.Exists);
    }

    private static string LocalTimeZone() =>
        TimeZoneInfo.TryFindSystemTimeZoneById(TimeZoneInfo.Local.Id, out _) ? TimeZoneInfo.Local.Id : "UTC";
}
