namespace Cairn.Wire.Messages.CreateTask;

/// <summary>What is done with a subtask that a message carries.</summary>
public enum SubTaskOperation
{
    Overwrite = 1,
    Add = 2,
    Delete = 3,
}
