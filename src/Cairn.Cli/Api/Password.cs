namespace Cairn.Cli.Api;

/// <summary>Finds a password: a file, else the environment, else the terminal.</summary>
internal static class Password
{
    /// <param name="shell">Where to look.</param>
    /// <param name="file">The file that was named, or null.</param>
    /// <param name="variable">The environment variable that may have it.</param>
    /// <param name="prompt">What to ask at the terminal.</param>
    /// <param name="cancellationToken">Ends the reading of the file.</param>
    public static async Task<string> FindAsync(
        Shell shell, FileInfo? file, string variable, string prompt, CancellationToken cancellationToken)
    {
        if (file is null)
            return shell.Variable(variable) ?? shell.AskPassword(prompt, variable);
        var lines = await File.ReadAllLinesAsync(file.FullName, cancellationToken);
        return lines is [{ Length: > 0 } password, ..]
            ? password
            : throw new FailureException($"{file.FullName} has no password in its first line.");
    }
}
