namespace Cairn.Wire.Messages.Jobs;

/// <summary>Which jobs a list holds.</summary>
public enum JobCategory
{
    All = 0,
    Active = 1,
    Finished = 2,
}
