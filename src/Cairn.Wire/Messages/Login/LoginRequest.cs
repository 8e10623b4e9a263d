using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Login;

/// <summary>POST Login (wire-api.md section 1.2).</summary>
[WireRoot("DM2ContentIndexing_CheckCredentialReq")]
[WireTolerates("autoLogin", "processinginstructioninfo")]
public sealed record LoginRequest
{
    [WireRange(0)]
    public int? Mode { get; init; }

    /// <summary>May be DOMAIN\user.</summary>
    [WireName("username")]
    public string? UserName { get; init; }

    /// <summary>Base64 of the UTF-8 password.</summary>
    public string? Password { get; init; }

    public string? Domain { get; init; }

    [WireName("commserver")]
    public string? CommServer { get; init; }

    public string? DeviceId { get; init; }

    [WireRange(0)]
    public int? ClientType { get; init; }

    /// <summary>Idle minutes after which the token dies.</summary>
    [WireRange(0)]
    public int? Timeout { get; init; }
}
