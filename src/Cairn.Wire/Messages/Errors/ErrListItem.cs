namespace Cairn.Wire.Messages.Errors;

/// <summary>One entry of the lists in which login and job control report (wire-api.md section 0.3).</summary>
public sealed record ErrListItem
{
    public int? ErrorCode { get; init; }

    public string? ErrLogMessage { get; init; }
}
