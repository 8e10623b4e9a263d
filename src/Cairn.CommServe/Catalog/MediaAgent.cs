namespace Cairn.CommServe.Catalog;

/// <summary>A host that moves data to libraries. The server is one itself.</summary>
public sealed class MediaAgent
{
    public int Id { get; set; }
    public required string Name { get; set; }
}
