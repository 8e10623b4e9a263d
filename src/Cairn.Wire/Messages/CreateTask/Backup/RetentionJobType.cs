namespace Cairn.Wire.Messages.CreateTask.Backup;

/// <summary>
/// How long a job is kept. 2 is the policy's default, as in every public sample; never "for ever" (section 6).
/// </summary>
public enum RetentionJobType
{
    Infinite = 0,
    NoOfDays = 1,
    StoragePolicyDefault = 2,
}
