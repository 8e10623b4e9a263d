using System.Diagnostics;

namespace Cairn.DataAgents.Tests.Support;

/// <summary>The system's own tools, which make trees and look at them independently of the code under test.</summary>
internal static class Shell
{
    /// <summary>Runs a bash script in a folder and answers what it prints; it must succeed.</summary>
    public static async Task<string> RunAsync(string folder, string script)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-euc", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }

    /// <summary>Everything in a folder as find(1) and sha256sum(1) see it.</summary>
    public static Task<string> ListAsync(string folder) => RunAsync(
        folder, "find . -printf '%P|%y|%m|%U:%G|%T@|%l|' -type f -printf '%s|%n' -printf '\\n' | LC_ALL=C sort; find . -type f -print0 | LC_ALL=C sort -z | xargs -0r sha256sum");
}
