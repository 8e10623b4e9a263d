using Cairn.CommServe.Catalog;
using Cairn.CommServe.Inventory.Documents;

namespace Cairn.CommServe.Inventory;

/// <summary><c>mediaAgents</c>, <c>locations</c>, <c>calendars</c>, <c>alerts</c>: a name, and maybe an id.</summary>
internal static class NamedSection
{
    public static void Read(DocumentMap root, InventoryPlan plan)
    {
        foreach (var map in root.Maps("mediaAgents", "name", "id"))
            plan.Entity(plan.MediaAgents, map, null, null, name => new MediaAgent { Name = name });
        foreach (var map in root.Maps("locations", "name", "id"))
            plan.Entity(plan.Locations, map, null, null, name => new Location { Name = name });
        foreach (var map in root.Maps("calendars", "name", "id"))
            plan.Entity(plan.Calendars, map, null, null, name => new Calendar { Name = name });
        foreach (var map in root.Maps("alerts", "name", "id"))
            plan.Entity(plan.Alerts, map, null, null, name => new Alert { Name = name });
    }
}
