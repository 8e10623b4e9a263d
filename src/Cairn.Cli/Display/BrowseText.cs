using Cairn.Wire.Messages.Browse;

namespace Cairn.Cli.Display;

/// <summary>Files in a backup, for people and for programs.</summary>
internal static class BrowseText
{
    public static void Print(this Shell shell, IReadOnlyList<BrowseItem> items, bool json)
    {
        if (json)
        {
            shell.PrintJson(new BrowseResult { TotalItems = items.Count, DataResultSet = items });
            return;
        }

        var table = new TextTable("SIZE", "MODIFIED", "JOB", "PATH");
        foreach (var item in items)
        {
            var isFile = item.Flags?.File == true;
            table.Add(
                isFile ? Figures.Bytes(item.Size ?? 0) : "-",
                Figures.Time(item.ModificationTime),
                $"{item.AdvancedData?.BackupJobId}",
                item.Path + (isFile ? "" : "/"));
        }

        table.WriteTo(shell.Output);
    }
}
