namespace Cairn.Cli.Quickstart;

/// <summary>What there is to back up when nobody says: the project's own documentation.</summary>
internal static class DocsFolder
{
    /// <summary>The documentation of the source tree that the program lies in; null outside of one.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var docs = Path.Combine(folder.FullName, "docs");
            if (Directory.Exists(docs) && File.Exists(Path.Combine(folder.FullName, "Cairn.slnx")))
                return docs;
        }

        return null;
    }
}
