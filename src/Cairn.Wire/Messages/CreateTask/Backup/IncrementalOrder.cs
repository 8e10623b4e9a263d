namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>Whether the incremental that goes with a synthetic full runs before or after it.</summary>
public enum IncrementalOrder
{
    None = 0,
    BeforeSynth = 1,
    AfterSynth = 2,
}
