using Cairn.Server.Hosting;
using Cairn.Server.Tests.Support;

namespace Cairn.Server.Tests;

public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_log_that_can_not_be_written_loses_lines_and_goes_on_when_it_can()
    {
        var path = Path.Combine(folder.Path, "cairn.log");
        File.CreateSymbolicLink(path, "/dev/full");
        using var log = new LogFile(folder.Path);

        log.WriteLine("lost");
        File.Delete(path);
        log.WriteLine("kept");

        Assert.Equal("kept", ReadShared(path).TrimEnd());
    }

    [Fact]
    public void A_folder_that_can_not_be_made_loses_lines_too()
    {
        var inTheWay = Path.Combine(folder.Path, "logs");
        File.WriteAllText(inTheWay, "");
        using var log = new LogFile(inTheWay);

        log.WriteLine("lost");

        Assert.Empty(File.ReadAllText(inTheWay));
    }

    public void Dispose() => folder.Dispose();

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
