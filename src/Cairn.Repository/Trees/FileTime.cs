namespace Cairn.Repository.Trees;

/// <summary>
/// An instant as file systems keep it: seconds since 1970-01-01 UTC (any sign) and 0 to 999,999,999 nanoseconds after that.
/// </summary>
public readonly record struct FileTime(long Seconds, int Nanoseconds);
