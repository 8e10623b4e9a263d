using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Tests.Jobs;

/// <summary>The inventory of <see cref="TestServer"/>.</summary>
internal static class TestWorld
{
    public static void AddTo(CatalogContext catalog, TestFolder folder)
    {
        catalog.CommCells.Add(new CommCell { Name = "here", Guid = Guid.NewGuid() });
        catalog.Users.Add(new User { Id = 1, Name = "admin", PasswordHash = "-" });
        catalog.Users.Add(new User { Id = 2, Name = "viewer", PasswordHash = "-" });
        catalog.Alerts.Add(new Alert { Id = 12, Name = "Backup failed" });
        var agent = new MediaAgent { Id = 5, Name = "ma1" };
        var disk = Policy("disk", new Library { Id = TestServer.DiskLibrary, Name = "disk", Kind = LibraryKind.Disk, MountPath = "libraries/disk", MediaAgent = agent });
        var tape = Policy("tape", new Library { Id = 3, Name = "vtl1", Kind = LibraryKind.Tape, MediaAgent = agent });
        catalog.Clients.Add(Client(CommCell.DefaultId, "here", Environment.MachineName,
            Agent(33, "File System", TestServer.BackupSetId,
                Subclient(TestServer.Default, "default", disk, folder["data"]),
                Subclient(TestServer.Projects, "projects", disk, folder["projects"]),
                Subclient(TestServer.WithoutPolicy, "homeless", null, folder["data"]),
                Subclient(TestServer.OnTape, "taped", tape, folder["data"])),
            Agent(125, "PostgreSQL", 201, Subclient(TestServer.Database, "default", disk, "/"))));
        catalog.Clients.Add(Client(90, "client002", "far.example", Agent(33, "File System", 202, Subclient(TestServer.Remote, "default", disk, "/etc"))));
    }

    private static StoragePolicy Policy(string name, Library library) =>
        new() { Name = name, Copies = { new StoragePolicyCopy { Name = "Primary", Library = library } } };

    private static Client Client(int id, string name, string hostName, params Agent[] agents)
    {
        var client = new Client { Id = id, Name = name, HostName = hostName, Guid = Guid.NewGuid() };
        client.Agents.AddRange(agents);
        return client;
    }

    private static Agent Agent(int application, string name, int backupSet, params Subclient[] subclients)
    {
        var set = new BackupSet { Id = backupSet, Name = "defaultBackupSet", Guid = Guid.NewGuid() };
        set.Subclients.AddRange(subclients);
        var instance = new Instance { Number = application == 33 ? Instance.FileSystemNumber : application, Name = "DefaultInstanceName", BackupSets = { set } };
        return new Agent { ApplicationId = application, AppName = name, Instances = { instance } };
    }

    private static Subclient Subclient(int id, string name, StoragePolicy? policy, string content) =>
        new() { Id = id, Name = name, Guid = Guid.NewGuid(), StoragePolicy = policy, Content = [content] };
}
