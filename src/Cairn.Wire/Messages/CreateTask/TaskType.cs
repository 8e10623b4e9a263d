namespace Cairn.Wire.Messages.CreateTask;

/// <summary>Whether a task runs now or by its pattern.</summary>
public enum TaskType
{
    Immediate = 1,
    Schedule = 2,
    SchedulePolicy = 4,
}
