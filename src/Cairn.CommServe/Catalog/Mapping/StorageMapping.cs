using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Catalog.Mapping;

/// <summary>Libraries, policies and what a request may name beside them. What is referred to can't be deleted.</summary>
internal static class StorageMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<MediaAgent>().HasUniqueName(row => row.Name);
        model.Entity<Location>().HasUniqueName(row => row.Name);
        model.Entity<Alert>().HasUniqueName(row => row.Name);
        model.Entity<Calendar>().HasUniqueName(row => row.Name);
        MapLibraries(model);
        MapPolicies(model);
    }

    private static void MapLibraries(ModelBuilder model)
    {
        model.Entity<Library>(library =>
        {
            library.HasUniqueName(row => row.Name);
            library.HasOne(row => row.MediaAgent).WithMany().OnDelete(DeleteBehavior.Restrict);
            library.HasMany(row => row.DrivePools).WithOne(pool => pool.Library).OnDelete(DeleteBehavior.Cascade);
            library.HasMany(row => row.SpareGroups).WithOne(group => group.Library).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<DrivePool>(pool =>
        {
            pool.HasUniqueName(row => row.Name, nameof(DrivePool.LibraryId));
            pool.HasMany(row => row.Drives).WithOne(drive => drive.DrivePool).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Drive>().HasUniqueName(row => row.Name, nameof(Drive.DrivePoolId));
        model.Entity<SpareGroup>().HasUniqueName(row => row.Name, nameof(SpareGroup.LibraryId));
    }

    private static void MapPolicies(ModelBuilder model)
    {
        model.Entity<StoragePolicy>(policy =>
        {
            policy.HasUniqueName(row => row.Name);
            policy.HasMany(row => row.Copies).WithOne(copy => copy.StoragePolicy).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<StoragePolicyCopy>(copy =>
        {
            copy.HasUniqueName(row => row.Name, nameof(StoragePolicyCopy.StoragePolicyId));
            copy.HasIndex(row => new { row.StoragePolicyId, row.Precedence }).IsUnique();
            copy.HasOne(row => row.Library).WithMany().OnDelete(DeleteBehavior.Restrict);
        });
    }
}
