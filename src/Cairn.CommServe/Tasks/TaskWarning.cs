using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;

namespace Cairn.CommServe.Tasks;

/// <summary>Something in a request that was accepted although it is odd.</summary>
/// <param name="Word">Stable, for programs: <c>misspelt-attribute</c>, <c>unknown-member</c>, <c>pattern-ignored</c>, …</param>
/// <param name="Parameter">The parameter's path in the request.</param>
/// <param name="Message">For people.</param>
public sealed record TaskWarning(string Word, string Parameter, string Message)
{
    /// <summary>A member of a backup set was left out. The message names it.</summary>
    public const string SubclientSkipped = "subclient-skipped";

    /// <summary>
    /// Those that the caller may read: who neither asked nor may view everything isn't meant to know which other subclients there are.
    /// </summary>
    internal static IReadOnlyList<TaskWarning> Shown(IReadOnlyList<TaskWarning> warnings, int ownerId, Caller caller) =>
        ownerId == caller.UserId || caller.Rights.May(Right.View, EntityPath.CommCell)
            ? warnings
            : [.. warnings.Where(warning => warning.Word != SubclientSkipped)];
}
