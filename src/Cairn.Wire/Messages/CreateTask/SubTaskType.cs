namespace Cairn.Wire.Messages.CreateTask;

/// <summary>The family of a subtask's operation.</summary>
public enum SubTaskType
{
    Admin = 1,
    Backup = 2,
    Restore = 3,
}
