using Cairn.Wire.Shape;

namespace Cairn.Wire.Messages.CreateTask;

/// <summary>Which program the request came from; recorded, without effect.</summary>
public enum InitiatedFrom
{
    [WireName("GUI")]
    Gui = 1,

    [WireName("COMMANDLINE")]
    CommandLine = 2,
    Other = 3,
}
