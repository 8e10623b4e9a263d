namespace Cairn.Wire.Messages.Browse;

/// <summary>What a browse answers.</summary>
public enum BrowseOperation
{
    Browse = 0,
    Find = 1,
    AllVersions = 2,
    ListMedia = 3,
    DeleteData = 7,
}
