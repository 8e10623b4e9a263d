using System.Security.Cryptography;

namespace Cairn.CommServe.FirstStart;

/// <summary>The administrator's first password, when nobody chose one.</summary>
internal static class AdminPassword
{
    /// <summary>Without letters and digits that are mistaken for one another; 20 of them are 99 bits.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Length = 20;

    /// <summary>Makes a password and writes it to <paramref name="file"/>, for its owner only, whole or not at all.</summary>
    public static async Task<string> WriteNewAsync(string file, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetString(Letters, Length);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var unfinished = $"{file}.{Guid.NewGuid():N}";
        await using (var stream = new FileStream(unfinished, options))
        await using (var writer = new StreamWriter(stream))
        {
            await writer.WriteLineAsync(password.AsMemory(), cancellationToken);
            await writer.FlushAsync(cancellationToken);
            stream.Flush(flushToDisk: true);
        }
        File.Move(unfinished, file, overwrite: true);
        return password;
    }
}
