using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cairn.CommServe.Catalog.Mapping;

/// <summary>Names compare without case, in queries as in unique indexes.</summary>
internal static class NamedMapping
{
    private const string IgnoringCase = "NOCASE";

    /// <summary>A name that no other row has, or no other row with the same parent.</summary>
    public static void HasUniqueName<T>(
        this EntityTypeBuilder<T> entity, Expression<Func<T, string>> name, params string[] parents)
        where T : class
    {
        var property = entity.Property(name).UseCollation(IgnoringCase);
        entity.HasIndex([.. parents, property.Metadata.Name]).IsUnique();
    }
}
