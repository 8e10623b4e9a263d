using Cairn.CommServe.Catalog;
using Cairn.CommServe.Refusals;

namespace Cairn.CommServe.Accounts;

/// <summary>The user behind a request, with the rights as they were when it came.</summary>
public sealed record Caller(int UserId, string Name, UserRights Rights)
{
    /// <summary>Refuses what the caller may not do with something that the caller sees.</summary>
    /// <param name="right">What it takes.</param>
    /// <param name="on">On what.</param>
    /// <param name="deed">For people, what the caller would do: <c>back up client001/…/default</c>.</param>
    /// <exception cref="RefusalException"><c>forbidden</c>.</exception>
    public void Demand(Right right, EntityPath on, string deed)
    {
        if (!Rights.May(right, on))
            throw new RefusalException(RefusalKind.Forbidden, "forbidden", $"User {Name} may not {deed}.");
    }
}
