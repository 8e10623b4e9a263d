using Cairn.CommServe.Catalog;
using Cairn.CommServe.Inventory.Documents;

namespace Cairn.CommServe.Inventory;

/// <summary><c>libraries</c> and <c>storagePolicies</c>.</summary>
internal static class StorageSection
{
    private const int MaximumRetentionDays = 36_500;
    private const int MaximumPrecedence = 999;

    public static void Read(DocumentMap root, InventoryPlan plan)
    {
        foreach (var map in root.Maps("libraries", "name", "id", "kind", "mountPath", "mediaAgent", "drivePools", "spareGroups"))
            ReadLibrary(map, plan);
        foreach (var map in root.Maps("storagePolicies", "name", "id", "copies"))
            ReadPolicy(map, plan);
    }

    private static void ReadLibrary(DocumentMap map, InventoryPlan plan)
    {
        var (library, path) = plan.Entity(plan.Libraries, map, null, null, name => new Library
        {
            Name = name,
            Kind = map.Enum<LibraryKind>("kind") ?? throw map.Missing("kind"),
        });
        if (map.Enum<LibraryKind>("kind") is { } kind && kind != library.Kind)
            throw map.Error("kind", "invalid-value", "The kind of a library can't change.");
        ReadMountPath(map, library, plan);
        if (map.Has("mediaAgent"))
            library.MediaAgent = plan.MediaAgents.Reference(map, "mediaAgent");
        ReadTape(map, library, path, plan);
    }

    private static void ReadMountPath(DocumentMap map, Library library, InventoryPlan plan)
    {
        library.MountPath = map.OptionalText("mountPath") ?? library.MountPath;
        if ((library.Kind == LibraryKind.Disk) != (library.MountPath is not null))
            throw map.Error("mountPath", "invalid-value", "A disk library needs a mount path, and a tape library has none.");
        var other = plan.Libraries.All.FirstOrDefault(row => row != library && row.MountPath == library.MountPath);
        if (library.MountPath is not null && other is not null)
            throw map.Error("mountPath", "invalid-value", $"Library '{other.Name}' lies in {library.MountPath} already.");
    }

    private static void ReadTape(DocumentMap map, Library library, string path, InventoryPlan plan)
    {
        if (library.Kind != LibraryKind.Tape && (map.Has("drivePools") || map.Has("spareGroups")))
            throw map.Error("kind", "invalid-value", "Only a tape library has drive pools and spare groups.");
        foreach (var poolMap in map.Maps("drivePools", "name", "id", "drives"))
        {
            var (pool, poolPath) = plan.Entity(
                plan.DrivePools, poolMap, library, path, name => new DrivePool { Name = name, Library = library });
            foreach (var driveMap in poolMap.Maps("drives", "name", "id"))
                plan.Entity(plan.Drives, driveMap, pool, poolPath, name => new Drive { Name = name, DrivePool = pool });
        }
        foreach (var sparesMap in map.Maps("spareGroups", "name", "id"))
            plan.Entity(plan.SpareGroups, sparesMap, library, path, name => new SpareGroup { Name = name, Library = library });
    }

    private static void ReadPolicy(DocumentMap map, InventoryPlan plan)
    {
        var (policy, path) = plan.Entity(plan.Policies, map, null, null, name => new StoragePolicy { Name = name });
        foreach (var copyMap in map.Maps("copies", "name", "id", "precedence", "library", "retentionDays"))
            ReadCopy(copyMap, policy, path, plan);
        if (policy.Copies.All(copy => copy.Precedence != StoragePolicyCopy.PrimaryPrecedence))
            throw map.Error(
                "copies", "invalid-value",
                $"A storage policy needs a copy with precedence {StoragePolicyCopy.PrimaryPrecedence}: backups write to it.");
    }

    private static void ReadCopy(DocumentMap map, StoragePolicy policy, string policyPath, InventoryPlan plan)
    {
        var precedence = map.Number("precedence", StoragePolicyCopy.PrimaryPrecedence, MaximumPrecedence);
        var library = plan.Libraries.Reference(map, "library");
        var (copy, _) = plan.Entity(plan.Copies, map, policy, policyPath, name =>
        {
            var added = new StoragePolicyCopy
            {
                Name = name,
                Library = library ?? throw map.Missing("library"),
                Precedence = precedence ?? policy.Copies.Select(row => row.Precedence).DefaultIfEmpty().Max() + 1,
                StoragePolicy = policy,
            };
            policy.Copies.Add(added);
            return added;
        });
        if (precedence is not null && precedence != copy.Precedence)
            throw map.Error("precedence", "invalid-value", $"The precedence of a copy can't change; it is {copy.Precedence}.");
        if (policy.Copies.Any(row => row != copy && row.Precedence == copy.Precedence))
            throw map.Error("precedence", "invalid-value", $"Another copy of this policy has the precedence {copy.Precedence}.");
        copy.Library = library ?? copy.Library;
        if (map.Has("retentionDays"))
            copy.RetentionDays = map.Number("retentionDays", 1, MaximumRetentionDays);
    }
}
