namespace Cairn.DataAgents.FileSystem.Native;

/// <summary>Flags and constants of the calls whose name ends in "at" (fcntl.h, linux/fs.h).</summary>
internal static class AtFlags
{
    /// <summary>In place of a directory's descriptor; paths here are absolute, so it is never used.</summary>
    public const int CurrentDirectory = -100;

    public const int NoFollow = 0x100;
    public const int NoAutomount = 0x800;
    public const int EmptyPath = 0x1000;
    public const uint RenameNoReplace = 1;
}
