namespace Cairn.CommServe.Catalog;

/// <summary>What one job backs up: content, exclusions, and the policy that says where it goes.</summary>
public sealed class Subclient
{
    /// <summary>The name of the subclient that takes what no other one of its set does.</summary>
    public const string DefaultName = "default";

    public int Id { get; set; }
    public int BackupSetId { get; set; }
    public BackupSet? BackupSet { get; set; }
    public required string Name { get; set; }
    public string Description { get; set; } = "";
    public bool IsDefault { get; set; }
    public bool BackupEnabled { get; set; } = true;
    public Guid Guid { get; set; }

    /// <summary>For File System: absolute paths.</summary>
    public List<string> Content { get; set; } = [];

    /// <summary>Globs of what is left out; a pattern without a slash matches a name at any depth.</summary>
    public List<string> Exclusions { get; set; } = [];
    public int? StoragePolicyId { get; set; }
    public StoragePolicy? StoragePolicy { get; set; }
}
