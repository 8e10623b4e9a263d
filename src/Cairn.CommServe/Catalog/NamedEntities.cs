namespace Cairn.CommServe.Catalog;

/// <summary>A place that exported media go to or pass through.</summary>
public sealed class Location
{
    public int Id { get; set; }
    public required string Name { get; set; }
}

/// <summary>An alert that a task can name.</summary>
public sealed class Alert
{
    public int Id { get; set; }
    public required string Name { get; set; }
}

/// <summary>A calendar that a schedule can name; 1 is Standard (Gregorian).</summary>
public sealed class Calendar
{
    public const int StandardId = 1;

    public int Id { get; set; }
    public required string Name { get; set; }
}
