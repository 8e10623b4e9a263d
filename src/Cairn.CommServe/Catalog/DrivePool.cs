namespace Cairn.CommServe.Catalog;

/// <summary>The drives of a tape library that are used alike.</summary>
public sealed class DrivePool
{
    public int Id { get; set; }
    public int LibraryId { get; set; }
    public Library? Library { get; set; }
    public required string Name { get; set; }
    public List<Drive> Drives { get; } = [];
}

/// <summary>One tape drive.</summary>
public sealed class Drive
{
    public int Id { get; set; }
    public int DrivePoolId { get; set; }
    public DrivePool? DrivePool { get; set; }
    public required string Name { get; set; }
}

/// <summary>The tapes of a library that a job may take as new (a scratch pool).</summary>
public sealed class SpareGroup
{
    public int Id { get; set; }
    public int LibraryId { get; set; }
    public Library? Library { get; set; }
    public required string Name { get; set; }
}
