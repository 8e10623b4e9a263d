namespace Cairn.CommServe.Catalog;

/// <summary>This installation. There is exactly one row; clients call it 2, and send 0 or nothing for "this one".</summary>
public sealed class CommCell
{
    /// <summary>The id that the public SDK expects a CommCell, and the server's own client, to have (wire-api.md 1.7).</summary>
    public const int DefaultId = 2;

    public int Id { get; set; } = DefaultId;
    public required string Name { get; set; }
    public Guid Guid { get; set; }

    /// <summary>IANA name of the zone that schedules without a zone of their own are read in.</summary>
    public string TimeZone { get; set; } = "UTC";
}
