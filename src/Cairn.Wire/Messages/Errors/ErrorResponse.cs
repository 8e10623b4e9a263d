using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Errors;

/// <summary>
/// A refusal. The two first members are what public clients read; the others say the same for programs. As the answer to
/// commands that have no other, an <see cref="ErrorCode"/> of 0 is success (wire-api.md section 6.6).
/// </summary>
[WireRoot("TMMsg_GenericResp")]
public sealed record ErrorResponse
{
    public int? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    /// <summary>The stable word.</summary>
    public string? Error { get; init; }

    /// <summary>The parameter's wire name.</summary>
    public string? Parameter { get; init; }

    /// <summary>Where the parameter is, from below the root.</summary>
    public string? Path { get; init; }

    /// <summary>The refused value, shortened.</summary>
    public string? Value { get; init; }

    public string? Allowed { get; init; }

    /// <summary>Everything that is wrong with a request, the one above first.</summary>
    public IReadOnlyList<ErrorItem>? Errors { get; init; }
}
