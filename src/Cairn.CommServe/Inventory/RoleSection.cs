using Cairn.CommServe.Catalog;
using Cairn.CommServe.Inventory.Documents;

namespace Cairn.CommServe.Inventory;

/// <summary><c>roles</c>: names for sets of rights.</summary>
internal static class RoleSection
{
    private static readonly string Rights =
        string.Join(", ", Enum.GetNames<Right>().Where(name => name != nameof(Right.None))).ToLowerInvariant();

    public static void Read(DocumentMap root, InventoryPlan plan)
    {
        foreach (var map in root.Maps("roles", "name", "id", "rights"))
        {
            var (role, _) = plan.Entity(plan.Roles, map, null, null, name => new Role { Name = name });
            if (map.Texts("rights") is { } rights)
                role.Rights = rights.Select((right, index) => Parse(map, right, index)).Aggregate(Right.None, (sum, right) => sum | right);
            else if (map.Has("rights") || plan.Roles.Added.Contains(role))
                throw map.Missing("rights");
        }
    }

    private static Right Parse(DocumentMap map, string text, int index) =>
        Enum.GetNames<Right>().Contains(text, StringComparer.OrdinalIgnoreCase) && Enum.Parse<Right>(text, ignoreCase: true) is not Right.None and var right
            ? right
            : throw map.Error($"rights[{index}]", "invalid-value", $"'{text}' is none of {Rights}.");
}
