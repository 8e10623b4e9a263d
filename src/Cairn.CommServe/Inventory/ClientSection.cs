using Cairn.CommServe.Catalog;
using Cairn.CommServe.Inventory.Documents;

namespace Cairn.CommServe.Inventory;

/// <summary><c>clients</c>, down to their subclients.</summary>
internal static class ClientSection
{
    public static void Read(DocumentMap root, InventoryPlan plan)
    {
        foreach (var map in root.Maps("clients", "name", "id", "hostName", "agents"))
        {
            var (client, path) = plan.Entity(
                plan.Clients, map, null, null, name => new Client { Name = name, HostName = Environment.MachineName, Guid = Guid.NewGuid() });
            client.HostName = map.OptionalText("hostName") ?? client.HostName;
            foreach (var agent in map.Maps("agents", "appName", "applicationId", "instances"))
                ReadAgent(agent, client, path, plan);
        }
    }

    private static void ReadAgent(DocumentMap map, Client client, string clientPath, InventoryPlan plan)
    {
        var (name, number) = Application(map);
        var namesake = client.Agents.Find(agent => agent.ApplicationId == number);
        if (namesake is not null && !namesake.AppName.Equals(name, StringComparison.OrdinalIgnoreCase))
            throw map.Error(
                "appName", "id-contradicts-name", $"The application {number} of this client is '{namesake.AppName}'.");
        var (agent, path) = plan.Entity(plan.Agents, map, client, clientPath, name, null, () =>
        {
            var added = new Agent { AppName = name, ApplicationId = number, Client = client };
            client.Agents.Add(added);
            return added;
        });
        if (agent.ApplicationId != number)
            throw map.Error(
                "applicationId", "id-contradicts-name",
                $"'{agent.AppName}' of this client is application {agent.ApplicationId}.");
        foreach (var instance in map.Maps("instances", "name", "id", "backupSets"))
            ReadInstance(instance, agent, path, plan);
    }

    /// <summary>An application by name, number or both; one that is not in the table needs both.</summary>
    private static (string Name, int Number) Application(DocumentMap map)
    {
        var name = map.OptionalText("appName");
        var number = map.Number("applicationId", 1, int.MaxValue) is { } given ? Applications.Canonical(given) : (int?)null;
        if (name is not null && Applications.TryGetNumber(name, out var known))
        {
            if (number is not null && number != known)
                throw map.Error("applicationId", "id-contradicts-name", $"'{name}' is application {known}.");
            number = known;
        }
        if (number is null)
            throw name is null ? map.Missing("appName") : map.Error(
                "appName", "invalid-value",
                $"'{name}' is not a known application; give its applicationId too, or one of: " +
                $"{string.Join(", ", Applications.Names)}.");
        if (!Applications.TryGetName(number.Value, out var listed))
            return (name ?? throw map.Missing("appName"), number.Value);
        return name is null || name.Equals(listed, StringComparison.OrdinalIgnoreCase)
            ? (listed, number.Value)
            : throw map.Error("appName", "id-contradicts-name", $"Application {number} is '{listed}'.");
    }

    private static void ReadInstance(DocumentMap map, Agent agent, string agentPath, InventoryPlan plan)
    {
        var isFileSystem = agent.ApplicationId == Applications.FileSystem;
        var number = map.Id("id");
        if (number is not null && isFileSystem != (number == Instance.FileSystemNumber))
            throw map.Error(
                "id", "invalid-value", $"{Instance.FileSystemNumber} is the id of all File System instances, and only of those.");
        var name = map.Name("name");
        var (instance, path) = plan.Entity(
            plan.Instances, map, agent, agentPath, name, isFileSystem ? null : number, () => new Instance
            {
                Name = name,
                Number = isFileSystem ? Instance.FileSystemNumber : 0,
                Agent = agent,
            });
        foreach (var set in map.Maps("backupSets", "name", "id", "subclients"))
            ReadBackupSet(set, instance, path, plan);
    }

    private static void ReadBackupSet(DocumentMap map, Instance instance, string instancePath, InventoryPlan plan)
    {
        var (set, path) = plan.Entity(plan.BackupSets, map, instance, instancePath, name =>
        {
            var added = new BackupSet
            {
                Name = name,
                Guid = Guid.NewGuid(),
                Instance = instance,
                IsDefault = instance.BackupSets.Count == 0,
            };
            instance.BackupSets.Add(added);
            return added;
        });
        foreach (var subclient in map.Maps(
            "subclients", "name", "id", "description", "content", "exclusions", "storagePolicy", "backupEnabled"))
            ReadSubclient(subclient, set, path, plan);
    }

    private static void ReadSubclient(DocumentMap map, BackupSet set, string setPath, InventoryPlan plan)
    {
        var (subclient, _) = plan.Entity(plan.Subclients, map, set, setPath, name => new Subclient
        {
            Name = name,
            Guid = Guid.NewGuid(),
            BackupSet = set,
            IsDefault = name.Equals(Subclient.DefaultName, StringComparison.OrdinalIgnoreCase),
            StoragePolicy = plan.Policies.All.MinBy(policy => policy.Id == 0 ? int.MaxValue : policy.Id),
        });
        subclient.Description = map.OptionalText("description") ?? subclient.Description;
        subclient.Content = map.Texts("content") ?? subclient.Content;
        subclient.Exclusions = map.Texts("exclusions") ?? subclient.Exclusions;
        subclient.BackupEnabled = map.Flag("backupEnabled") ?? subclient.BackupEnabled;
        if (map.Has("storagePolicy"))
            subclient.StoragePolicy = plan.Policies.Reference(map, "storagePolicy");
        if (set.Instance!.Agent!.ApplicationId == Applications.FileSystem)
            CheckAbsolute(map, subclient.Content);
    }

    private static void CheckAbsolute(DocumentMap map, List<string> content)
    {
        var index = content.FindIndex(path => !Path.IsPathFullyQualified(path));
        if (index >= 0)
            throw map.Error($"content[{index}]", "relative-path", $"'{content[index]}' is not an absolute path.");
    }
}
