using System.Diagnostics.CodeAnalysis;

namespace Cairn.CommServe.Catalog;

/// <summary>The applications that clients name, with their numbers (createtask-semantics.md, section 1).</summary>
public static class Applications
{
    public const int FileSystem = 33;
    public const string FileSystemName = "File System";

    /// <summary>The Linux file system's own number; shown as "File System" too, so it is the same agent here.</summary>
    private const int LinuxFileSystem = 29;

    private static readonly Dictionary<string, int> NumbersByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Active Directory"] = 41,
        ["DB2"] = 37,
        ["DB2 MultiNode"] = 103,
        ["DB2 on UNIX"] = 62,
        ["Documentum"] = 128,
        ["Exchange Database"] = 53,
        [FileSystemName] = FileSystem,
        ["Informix"] = 3,
        ["MySQL"] = 104,
        ["NAS"] = 13,
        ["Notes Database"] = 59,
        ["Oracle"] = 22,
        ["Oracle RAC"] = 80,
        ["PostgreSQL"] = 125,
        ["SAP for MAX DB"] = 79,
        ["SAP for Oracle"] = 61,
        ["SAP HANA"] = 135,
        ["Sharepoint"] = 78,
        ["SQL Server"] = 81,
        ["Sybase"] = 5,
        ["Virtual Server"] = 106,
    };

    public static IEnumerable<string> Names => NumbersByName.Keys;

    /// <summary>The number that an agent is stored and compared by.</summary>
    public static int Canonical(int applicationId) => applicationId == LinuxFileSystem ? FileSystem : applicationId;

    public static bool TryGetNumber(string name, out int applicationId) => NumbersByName.TryGetValue(name, out applicationId);

    public static bool TryGetName(int applicationId, [NotNullWhen(true)] out string? name)
    {
        var number = Canonical(applicationId);
        name = NumbersByName.FirstOrDefault(pair => pair.Value == number).Key;
        return name is not null;
    }
}
