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

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cairn.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run inside the project's folder.");
        return folder;
    }
}
