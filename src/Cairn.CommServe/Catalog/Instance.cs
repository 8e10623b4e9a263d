namespace Cairn.CommServe.Catalog;

/// <summary>One installation of an application under an agent.</summary>
public sealed class Instance
{
    /// <summary>The number of every File System instance: the public SDK has it built in (wire-api.md 2.4).</summary>
    public const int FileSystemNumber = 1;

    /// <summary>The catalog's own key.</summary>
    public int Id { get; set; }

    /// <summary>The id on the wire; unique but for File System instances, which are all 1.</summary>
    public int Number { get; set; }
    public int AgentId { get; set; }
    public Agent? Agent { get; set; }
    public required string Name { get; set; }
    public List<BackupSet> BackupSets { get; } = [];
}
