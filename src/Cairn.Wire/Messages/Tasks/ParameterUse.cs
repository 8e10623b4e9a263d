using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.Tasks;

/// <summary>What became of a parameter.</summary>
public enum ParameterUse
{
    /// <summary>Taken as given.</summary>
    [WireName("given")]
    Given = 1,

    /// <summary>Not given; what stands for it was taken.</summary>
    [WireName("default")]
    Default = 2,

    /// <summary>Given in other words than what was taken: a name for an id, an association for its subclients.</summary>
    [WireName("resolved")]
    Resolved = 3,

    /// <summary>Given, and without meaning beside the others.</summary>
    [WireName("unused")]
    Unused = 4,
}
