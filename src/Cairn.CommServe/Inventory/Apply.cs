using Cairn.CommServe.Accounts;
using Cairn.CommServe.Catalog;
using Cairn.CommServe.Inventory.Documents;
using Cairn.CommServe.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Cairn.CommServe.Inventory;

/// <summary>
/// Makes the catalog's inventory what a document says (its form: docs/operations.md, "apply"). What the document does not
/// mention stays as it is; applying it again changes nothing; either all of it is done or nothing.
/// </summary>
public sealed class Apply(IDbContextFactory<CatalogContext> catalogs, Passwords passwords)
{
    /// <param name="document">YAML or JSON.</param>
    /// <param name="dryRun">Only says what would be done.</param>
    /// <param name="cancellationToken">Ends it before anything is done.</param>
    /// <exception cref="RefusalException">
    /// The document is at fault; <see cref="RefusalException.Parameter"/> is the place, like <c>clients[0].agents[1].appName</c>.
    /// Words: <c>malformed-document</c>, <c>unknown-key</c>, <c>missing-key</c>, <c>invalid-value</c>, <c>duplicate-name</c>,
    /// <c>id-contradicts-name</c>, <c>id-taken</c>, <c>unknown-reference</c>, <c>relative-path</c>, <c>last-administrator</c>.
    /// </exception>
    public async Task<ApplyReport> RunAsync(string document, bool dryRun, CancellationToken cancellationToken)
    {
        var root = InventoryDocument.Parse(document);
        await using var catalog = await catalogs.CreateDbContextAsync(cancellationToken);
        await using var transaction = await catalog.Database.BeginTransactionAsync(cancellationToken);
        var plan = await InventoryPlan.BeginAsync(catalog, cancellationToken);

        // What others refer to comes first, wherever it stands in the document.
        CommCellSection.Read(root, plan);
        NamedSection.Read(root, plan);
        StorageSection.Read(root, plan);
        RoleSection.Read(root, plan);
        var users = new UserSection(plan, passwords);
        await users.ReadAsync(root, cancellationToken);
        ClientSection.Read(root, plan);
        new AssociationSection(plan).Read(root, users.Mentioned);

        var report = new ApplyReport(plan.Complete());
        if (dryRun)
            return report;
        await catalog.SaveChangesAsync(cancellationToken);
        // Whoever knew the old password is out.
        await catalog.LoginSessions.Where(session => users.NewPasswords.Contains(session.UserId)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return report;
    }
}
