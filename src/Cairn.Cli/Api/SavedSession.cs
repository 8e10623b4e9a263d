using System.Text.Json;
using Cairn.Cli.Display;

namespace Cairn.Cli.Api;

/// <summary>The login that later verbs use; kept in the user's configuration folder, readable only to the user.</summary>
internal sealed record SavedSession(Uri Server, string User, string Token)
{
    /// <exception cref="FailureException">Nobody has logged in, or the file is damaged.</exception>
    public static SavedSession Load(Shell shell)
    {
        var file = FileOf(shell);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), CliJson.Default.SavedSession)
                ?? throw new FailureException($"{file} is empty: cairn login URL");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FailureException("Not logged in: cairn login URL", e);
        }
        catch (JsonException e)
        {
            throw new FailureException($"{file} is damaged: cairn login URL", e);
        }
    }

    public void Save(Shell shell)
    {
        var file = FileOf(shell);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = file + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
            JsonSerializer.Serialize(stream, this, CliJson.Default.SavedSession);
        File.Move(draft, file, overwrite: true);
    }

    public static void Forget(Shell shell) => File.Delete(FileOf(shell));

    private static string FileOf(Shell shell) => Path.Combine(
        shell.Variable("XDG_CONFIG_HOME") ?? Path.Combine(shell.Variable("HOME") ?? "/", ".config"), "cairn", "session.json");
}
