namespace Cairn.CommServe.Tasks;

/// <summary>Something in a request that was accepted although it is odd.</summary>
/// <param name="Word">Stable, for programs: <c>misspelt-attribute</c>, <c>unknown-member</c>, <c>pattern-ignored</c>, …</param>
/// <param name="Parameter">The parameter's path in the request.</param>
/// <param name="Message">For people.</param>
public sealed record TaskWarning(string Word, string Parameter, string Message)
{
    /// <summary>A member of a backup set was left out. The message names it.</summary>
    public const string SubclientSkipped = "subclient-skipped";
}
