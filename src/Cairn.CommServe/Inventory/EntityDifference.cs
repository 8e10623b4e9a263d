using System.Collections;
using System.Globalization;
using System.Text.Json;
using Cairn.CommServe.Catalog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Cairn.CommServe.Inventory;

/// <summary>Puts what the change tracker knows about an entity into words.</summary>
internal static class EntityDifference
{
    public static ApplyChange Describe(EntityEntry entry, string path) => entry.State switch
    {
        EntityState.Added => new("create", path, null),
        EntityState.Deleted => new("delete", path, null),
        EntityState.Modified => new("change", path, Describe(entry.Properties.Where(property => property.IsModified))),
        _ => new("unchanged", path, null),
    };

    private static string Describe(IEnumerable<PropertyEntry> properties) => string.Join("; ", properties.Select(Describe));

    private static string Describe(PropertyEntry property) =>
        property.Metadata.Name == nameof(User.PasswordHash)
            ? "password"
            : $"{JsonNamingPolicy.CamelCase.ConvertName(property.Metadata.Name)}: " +
              $"{Text(property.OriginalValue)} → {Text(property.CurrentValue)}";

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>())}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
