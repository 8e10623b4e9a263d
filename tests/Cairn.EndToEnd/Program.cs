using System.Diagnostics;

namespace Cairn.EndToEnd;

/// <summary>Runs the built program, and the system's own tools, as a user would from a shell.</summary>
internal static class Program
{
    private static readonly string Root = FindRoot();

    public static string Fixture(string name) => Path.Combine(Root, "tests", "fixtures", name);

    /// <summary>A repository that the format's first version wrote; its passphrase is in docs/repository-format.md.</summary>
    public static string GoldenRepository => Path.Combine(Root, "tests", "Cairn.Repository.Tests", "Golden", "v1");

    public static ProcessStartInfo StartInfo(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, "artifacts", "bin", "cairn"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        start.Environment["NO_COLOR"] = "1";
        return start;
    }

    /// <summary>Runs <c>cairn</c> with a configuration folder of the test's own.</summary>
    public static Task<Outcome> CairnAsync(string home, params string[] arguments)
    {
        var start = StartInfo(arguments);
        start.Environment["XDG_CONFIG_HOME"] = home;
        start.Environment["CAIRN_PASSWORD"] = CairnServer.Password;
        return RunAsync(start);
    }

    /// <summary>Runs the second reader of the format (tests/reader), with the system's own Python.</summary>
    public static Task<Outcome> ReaderAsync(params string[] arguments) => RunAsync(
        new ProcessStartInfo("/usr/bin/python3", ["-B", Path.Combine(Root, "tests", "reader", "cairn_reader.py"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });

    /// <summary>Runs a shell command line that must succeed, and gives what it printed.</summary>
    public static async Task<string> ShellAsync(string folder, string command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["LC_ALL"] = "C";
        var outcome = await RunAsync(start);
        Assert.True(outcome.ExitCode == 0, $"{command}\n{outcome.Error}");
        return outcome.Output;
    }

    public static async Task<Outcome> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await error);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cairn.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run inside the project's folder.");
        }
        return folder;
    }
}

internal sealed record Outcome(int ExitCode, string Output, string Error);
