namespace Cairn.CommServe.Catalog;

/// <summary>Where a subclient's data goes and how long it stays.</summary>
public sealed class StoragePolicy
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public List<StoragePolicyCopy> Copies { get; } = [];
}

/// <summary>One copy of a policy's data. The copy with precedence 1 is the primary: backups write to it.</summary>
public sealed class StoragePolicyCopy
{
    public const int PrimaryPrecedence = 1;

    public int Id { get; set; }
    public int StoragePolicyId { get; set; }
    public StoragePolicy? StoragePolicy { get; set; }
    public required string Name { get; set; }
    public int Precedence { get; set; } = PrimaryPrecedence;
    public int LibraryId { get; set; }
    public Library? Library { get; set; }

    /// <summary>Days a job is kept; null keeps it for ever.</summary>
    public int? RetentionDays { get; set; }
}
