namespace Cairn.CommServe.Catalog;

/// <summary>The software that backs up one application on one client, for example File System (33).</summary>
public sealed class Agent
{
    public int Id { get; set; }
    public int ClientId { get; set; }
    public Client? Client { get; set; }

    /// <summary>The application's number on the wire; 29 is stored as 33, both are "File System" (semantics, section 1).</summary>
    public int ApplicationId { get; set; }
    public required string AppName { get; set; }
    public List<Instance> Instances { get; } = [];
}
