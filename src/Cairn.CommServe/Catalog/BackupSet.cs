namespace Cairn.CommServe.Catalog;

/// <summary>A group of subclients under an instance that together cover it.</summary>
public sealed class BackupSet
{
    public int Id { get; set; }
    public int InstanceId { get; set; }
    public Instance? Instance { get; set; }
    public required string Name { get; set; }
    public bool IsDefault { get; set; }
    public Guid Guid { get; set; }
    public List<Subclient> Subclients { get; } = [];
}
