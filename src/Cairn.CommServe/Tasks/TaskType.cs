namespace Cairn.CommServe.Tasks;

/// <summary>When a task's jobs start. Codes: createtask-semantics.md, section 11.</summary>
public enum TaskType
{
    Immediate = 1,
    Schedule = 2,
}

/// <summary>What a subtask does. Codes: createtask-semantics.md, section 11.</summary>
public enum OperationType
{
    Backup = 2,
    Restore = 1001,
}

/// <summary>How much a backup reads. Codes: createtask-semantics.md, section 2.</summary>
public enum BackupLevel
{
    Full = 1,
    Incremental = 2,
    Differential = 4,
    SyntheticFull = 64,
}

/// <summary>Where an incremental goes beside a synthetic full.</summary>
public enum IncrementalPlace
{
    None = 0,
    BeforeSynthetic = 1,
    AfterSynthetic = 2,
}
