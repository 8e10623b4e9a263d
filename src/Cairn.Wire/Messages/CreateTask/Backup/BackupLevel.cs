using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>How much a backup reads. Names without a known code can't be sent as a number.</summary>
public enum BackupLevel
{
    Full = 1,
    Incremental = 2,
    Differential = 4,

    [WireAlias("SYNTHETICFULL")]
    SyntheticFull = 64,

    [WireAlias("TRANSACTIONLOG")]
    TransactionLog = -1,
    PreSelect = -2,
}
