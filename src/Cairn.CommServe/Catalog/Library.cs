namespace Cairn.CommServe.Catalog;

/// <summary>What holds data. A disk library has a mount path, and in it one repository.</summary>
public sealed class Library
{
    public int Id { get; set; }
    public required string Name { get; set; }
    public LibraryKind Kind { get; set; }

    /// <summary>A disk library's folder: absolute, or relative to the server's data folder. Null for tape.</summary>
    public string? MountPath { get; set; }
    public int? MediaAgentId { get; set; }
    public MediaAgent? MediaAgent { get; set; }
    public List<DrivePool> DrivePools { get; } = [];
    public List<SpareGroup> SpareGroups { get; } = [];
}

public enum LibraryKind
{
    Disk = 1,
    Tape = 2,
}
