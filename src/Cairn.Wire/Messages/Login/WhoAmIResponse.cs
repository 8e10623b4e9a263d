using Cairn.Wire.Messages.Entities;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Login;

/// <summary>The answer to POST WhoAmI (wire-api.md section 1.3); clients require the user's name.</summary>
[WireRoot("CvEntities_ProcessingInstructionInfo")]
public sealed record WhoAmIResponse
{
    public UserReference? User { get; init; }
}
