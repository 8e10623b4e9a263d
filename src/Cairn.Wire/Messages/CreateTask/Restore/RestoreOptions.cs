using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Restore;

/// <summary>What comes back and to where (wire-api.md section 5.2).</summary>
[WireTolerates("impersonation", "virtualServerRstOption", "sharePointRstOption", "volumeRstOption", "qrOption", "syncOption")]
public sealed record RestoreOptions
{
    public BrowseOption? BrowseOption { get; init; }

    [WireName("commonOptions")]
    public RestoreCommonOptions? Common { get; init; }

    public RestoreDestination? Destination { get; init; }

    public FileOption? FileOption { get; init; }

    /// <summary>1 only ACLs, 2 only data.</summary>
    [WireName("restoreACLsType")]
    [WireRange(0, 2)]
    public int? RestoreAclsType { get; init; }

    /// <summary>The jobs of a restore by job.</summary>
    public IReadOnlyList<long>? JobIds { get; init; }
}
