using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Restore;

/// <summary>How files are put back.</summary>
[WireTolerates(
    "systemStateBackup", "clusterDBBackedup", "powerRestore", "offlineMiningRestore", "onePassRestore", "restoreToExchange",
    "restoreDataInsteadOfStub", "restoreOnlyStubExists", "disableStubRestore")]
public sealed record RestoreCommonOptions
{
    public bool? UnconditionalOverwrite { get; init; }

    public bool? DoNotOverwriteFileOnDisk { get; init; }

    public bool? OverwriteFiles { get; init; }

    public bool? PreserveLevel { get; init; }

    [WireRange(0)]
    public int? StripLevel { get; init; }

    [WireRange(0)]
    public int? StripLevelType { get; init; }

    public bool? SkipErrorsAndContinue { get; init; }

    [WireName("restoreACLs")]
    public bool? RestoreAcls { get; init; }

    public bool? AllVersion { get; init; }

    public bool? WildCard { get; init; }

    public bool? DetectRegularExpression { get; init; }

    public bool? IncludeAgedData { get; init; }

    public bool? ValidateOnly { get; init; }

    public bool? RestoreToDisk { get; init; }

    public bool? IndexFreeRestore { get; init; }

    public bool? RestoreLatestVersionOnly { get; init; }
}
