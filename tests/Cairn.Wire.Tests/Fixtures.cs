namespace Cairn.Wire.Tests;

/// <summary>Files under tests/fixtures, read at run time so that what is tested is what is in the repository.</summary>
internal static class Fixtures
{
    private static readonly string Folder = Find();

    public static string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>A page or file of docs/.</summary>
    public static string Documentation(string name) => Path.Combine(Folder, "..", "..", "docs", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var fixtures = Path.Combine(folder.FullName, "tests", "fixtures");
            if (Directory.Exists(fixtures))
                return fixtures;
        }

        throw new DirectoryNotFoundException("tests/fixtures is not above the test program.");
    }
}
