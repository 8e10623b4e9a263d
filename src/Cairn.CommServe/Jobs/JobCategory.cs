namespace Cairn.CommServe.Jobs;

/// <summary>Codes: wire-api.md 4.4.</summary>
public enum JobCategory
{
    All = 0,
    Active = 1,
    Finished = 2,
}
