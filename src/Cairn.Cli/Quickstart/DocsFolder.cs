namespace Cairn.Cli.Quickstart;

/// <summary>What there is to back up when nobody says: the project's own documentation, else where one is.</summary>
internal static class DocsFolder
{
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var docs = Path.Combine(folder.FullName, "docs");
            if (Directory.Exists(docs) && File.Exists(Path.Combine(folder.FullName, "Cairn.slnx")))
                return docs;
        }

        return Directory.GetCurrentDirectory();
    }
}
