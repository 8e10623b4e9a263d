using Cairn.CommServe.Inventory.Documents;

namespace Cairn.CommServe.Inventory;

/// <summary><c>commCell</c>: the zone that schedules without one of their own are read in.</summary>
internal static class CommCellSection
{
    public static void Read(DocumentMap root, InventoryPlan plan)
    {
        if (root.OptionalMap("commCell", "timeZone") is not { } map)
            return;
        plan.Mention(plan.CommCell, $"CommCell {plan.CommCell.Name}");
        if (map.OptionalText("timeZone") is not { } zone)
            return;
        plan.CommCell.TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)
            ? zone
            : throw map.Error(
                "timeZone", "invalid-value", $"'{zone}' is no time zone; give an IANA name such as Europe/Berlin or UTC.");
    }
}
