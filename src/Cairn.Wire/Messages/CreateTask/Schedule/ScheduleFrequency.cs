using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask.Schedule;

/// <summary>How often a schedule fires. Codes of the public SDK; After_Job_Completes has a name only.</summary>
public enum ScheduleFrequency
{
    [WireName("One_Time")]
    OneTime = 1,

    [WireName("On_Demand")]
    OnDemand = 2,

    [WireName("Daily")]
    Daily = 4,

    [WireName("Weekly")]
    Weekly = 8,

    [WireName("Monthly")]
    Monthly = 16,

    [WireName("Monthly_Relative")]
    MonthlyRelative = 32,

    [WireName("Yearly")]
    Yearly = 64,

    [WireName("Yearly_Relative")]
    YearlyRelative = 128,

    [WireName("Automatic_Schedule")]
    [WireAlias("Automatic")]
    AutomaticSchedule = 1024,

    [WireName("Continuous")]
    Continuous = 4096,

    [WireName("After_Job_Completes")]
    AfterJobCompletes = -1,
}
