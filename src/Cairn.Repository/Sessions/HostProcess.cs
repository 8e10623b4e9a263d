using System.Globalization;

namespace Cairn.Repository.Sessions;

/// <summary>
/// The process that writes, told so exactly that another one on the same host can tell when it is gone: the host's name and boot,
/// the process's id, when it started (clock ticks since the boot) and in which namespace its id counts.
/// </summary>
internal sealed record HostProcess(string Host, string BootId, string ProcessSpace, int ProcessId, long ProcessStart)
{
    // Fields of /proc/<pid>/stat after the command, which is in parentheses and may hold anything: state, …, start time.
    private const int StateField = 0;
    private const int StartField = 19;

    public static HostProcess Current { get; } = ReadCurrent();

    /// <summary>
    /// True only when the process certainly ended: it ran on this host since its last boot, and no process has its id, or one
    /// that started at another time.
    /// </summary>
    public bool IsGone()
    {
        var here = Current;
        return BootId is { Length: > 0 } && (Host, BootId, ProcessSpace) == (here.Host, here.BootId, here.ProcessSpace)
            && StartOf(ProcessId) != ProcessStart
            // Where other users' processes are hidden, one that isn't seen may well run.
            && Directory.Exists("/proc/1");
    }

    private static HostProcess ReadCurrent() => new(
        Environment.MachineName,
        ReadLine("/proc/sys/kernel/random/boot_id"),
        new FileInfo("/proc/self/ns/pid").LinkTarget ?? "",
        Environment.ProcessId,
        StartOf(Environment.ProcessId) ?? 0);

    /// <summary>When a process that runs was started; null if there is none.</summary>
    private static long? StartOf(int processId)
    {
        var stat = ReadLine($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartField && fields[StateField] is not ("Z" or "X")
            ? long.Parse(fields[StartField], CultureInfo.InvariantCulture)
            : null;
    }

    private static string ReadLine(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
