namespace Cairn.Wire.Messages.Errors;

/// <summary>A list of errors inside another, as job control answers have it.</summary>
public sealed record ErrListGroup
{
    public IReadOnlyList<ErrListItem>? ErrList { get; init; }
}
