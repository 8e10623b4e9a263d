namespace Cairn.Wire;

/// <summary>A decoded message and what was odd about its body.</summary>
public sealed record WireResult<T>(T Message, IReadOnlyList<WireWarning> Warnings)
    where T : class;
