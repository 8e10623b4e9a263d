using Cairn.CommServe.Tasks;

namespace Cairn.CommServe.Jobs;

/// <summary>Which jobs are to be acted on.</summary>
public sealed record JobSelection
{
    /// <summary>These, whatever their state.</summary>
    public IReadOnlyList<int> JobIds { get; init; } = [];

    /// <summary>Those of a client, backup set or subclient that have not ended.</summary>
    public AssociationSpec? Entity { get; init; }

    /// <summary>All that have not ended.</summary>
    public bool All { get; init; }
}
