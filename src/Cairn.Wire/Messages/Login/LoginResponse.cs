using Cairn.Wire.Messages.Errors;
using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Login;

/// <summary>
/// The answer to POST Login. Success has both user name and token; a wrong password has <see cref="ErrList"/> and no token,
/// with status 200 (wire-api.md section 1.2).
/// </summary>
[WireRoot("DM2ContentIndexing_CheckCredentialResp")]
public sealed record LoginResponse
{
    public string? AliasName { get; init; }

    [WireName("userGUID")]
    public string? UserGuid { get; init; }

    public int? LoginAttempts { get; init; }

    /// <summary>Seconds until a locked user may try again.</summary>
    public int? RemainingLockTime { get; init; }

    public string? SmtpAddress { get; init; }

    public string? UserName { get; init; }

    public int? ProviderType { get; init; }

    public int? Ccn { get; init; }

    /// <summary>Begins with "QSDK ".</summary>
    public string? Token { get; init; }

    public long? Capability { get; init; }

    public bool? ForcePasswordChange { get; init; }

    public bool? IsAccountLocked { get; init; }

    public IReadOnlyList<ErrListItem>? ErrList { get; init; }
}
