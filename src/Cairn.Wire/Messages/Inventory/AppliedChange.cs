namespace Cairn.Wire.Messages.Inventory;

/// <summary>One entity of an inventory document.</summary>
public sealed record AppliedChange
{
    /// <summary>create, change, unchanged, or for an association delete.</summary>
    public string? Action { get; init; }

    /// <summary>Kind and path, such as <c>client client001</c>.</summary>
    public string? Entity { get; init; }
    public string? Detail { get; init; }
}
