namespace Cairn.Wire;

/// <summary>A decoded message and what was odd about its body.</summary>
public sealed record WireResult<T>(T Message, IReadOnlyList<WireWarning> Warnings)
    where T : class
{
    /// <summary>Values that could not be read; in the message they are missing. Only <see cref="WireCodec.Inspect{T}"/> leaves any.</summary>
    public IReadOnlyList<WireException> Refusals { get; internal init; } = [];

    internal IReadOnlySet<object> Incomplete { get; init; } = new HashSet<object>();

    /// <summary>Whether something in this record of the message, or below it, could not be read.</summary>
    public bool IsIncomplete(object? record) => record is not null && Incomplete.Contains(record);
}
