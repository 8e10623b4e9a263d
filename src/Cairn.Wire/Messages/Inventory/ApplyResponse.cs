using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Inventory;

/// <summary>The answer to POST Apply, which is this server's own: what was, or with dryRun would be, changed.</summary>
[WireRoot("Cairn_ApplyResp")]
public sealed record ApplyResponse
{
    public bool? DryRun { get; init; }
    public IReadOnlyList<AppliedChange>? Changes { get; init; }
}
