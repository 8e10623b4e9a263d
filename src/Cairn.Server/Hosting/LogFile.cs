using System.Globalization;
using System.Text;
using Cairn.CommServe.FirstStart;

namespace Cairn.Server.Hosting;

/// <summary>The file that log lines go to. When it is full it becomes .1, .1 becomes .2, and the oldest goes.</summary>
internal sealed class LogFile : IDisposable
{
    private const long FullAt = 16 << 20;
    private const int OlderFiles = 4;

    private readonly Lock gate = new();
    private readonly string path;
    private StreamWriter writer;

    public LogFile(string folder)
    {
        OwnersOnly.MakeDirectory(folder);
        path = Path.Combine(folder, "cairn.log");
        writer = Open();
    }

    public void WriteLine(string line)
    {
        lock (gate)
        {
            if (writer.BaseStream.Length >= FullAt)
                Roll();
            writer.WriteLine(line);
            writer.Flush();
        }
    }

    public void Dispose()
    {
        lock (gate)
            writer.Dispose();
    }

    private StreamWriter Open() => new(
        OwnersOnly.Open(path, FileMode.Append, FileAccess.Write, FileShare.Read), new UTF8Encoding(false));

    private void Roll()
    {
        writer.Dispose();
        for (var number = OlderFiles; number >= 1; number--)
        {
            var from = number == 1 ? path : Older(number - 1);
            if (File.Exists(from))
                File.Move(from, Older(number), overwrite: true);
        }

        writer = Open();
    }

    private string Older(int number) => path + "." + number.ToString(CultureInfo.InvariantCulture);
}
