namespace Cairn.CommServe.Catalog;

/// <summary>A host that has data. Names are unique without regard to case.</summary>
public sealed class Client
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public required string HostName { get; set; }
    public Guid Guid { get; set; }
    public List<Agent> Agents { get; } = [];
}
