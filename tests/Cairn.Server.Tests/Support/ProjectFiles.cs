namespace Cairn.Server.Tests.Support;

/// <summary>Files of the project that tests read.</summary>
internal static class ProjectFiles
{
    private static readonly string Root = FindRoot();

    public static string World => Path.Combine(Root, "docs", "examples", "world.yaml");

    public static string ApiPage => Documentation("api.md");

    public static string Documentation(string name) => Path.Combine(Root, "docs", name);

    public static string Rights => Path.Combine(Root, "docs", "examples", "rights.yaml");

    public static string Reference(string name) => Path.Combine(Root, "tests", "fixtures", "reference", name);

    public static string Request(string name) => Path.Combine(Root, "tests", "fixtures", "requests", name);

    /// <summary>The bodies that the manifest lists, and the reference page's own.</summary>
    public static IEnumerable<string> RequestBodies => new[] { "requests", "reference" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, "tests", "fixtures", folder)))
        .Where(file => file.EndsWith(".xml", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal))
        .Where(file => !file.EndsWith("manifest.json", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cairn.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run inside the project's folder.");
        return folder;
    }
}
