using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Cairn.CommServe.Catalog;

/// <summary>Lets <c>dotnet ef migrations add</c> see the model without a server.</summary>
internal sealed class CatalogDesign : IDesignTimeDbContextFactory<CatalogContext>
{
    public CatalogContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<CatalogContext>();
        CatalogConnection.Configure(options, ":memory:");
        return new CatalogContext(options.Options);
    }
}
