using System.Globalization;
using System.Text;
using Cairn.CommServe.FirstStart;

namespace Cairn.Server.Hosting;

/// <summary>
/// The file that log lines go to. When it is full it becomes .1, .1 becomes .2, and the oldest goes. Lines that can't be written
/// (the disk is full) are lost: what is logged must never be ended by its log. The file is opened with the first line.
/// </summary>
internal sealed class LogFile(string folder) : IDisposable
{
    private const long FullAt = 16 << 20;
    private const int OlderFiles = 4;

    private readonly Lock gate = new();
    private readonly string path = Path.Combine(folder, "cairn.log");
    private StreamWriter? writer;
    private bool closed;

    public void WriteLine(string line)
    {
        lock (gate)
        {
            if (closed)
                return;
            try
            {
                Write(line);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // The next line may find room again, in a file opened anew.
                Close();
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            Close();
        }
    }

    private void Write(string line)
    {
        writer ??= Open();
        if (writer.BaseStream.Length >= FullAt)
        {
            Close();
            Roll();
            writer = Open();
        }
        writer.WriteLine(line);
        writer.Flush();
    }

    private StreamWriter Open()
    {
        OwnersOnly.MakeDirectory(folder);
        var file = OwnersOnly.Open(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        return new StreamWriter(file, new UTF8Encoding(false));
    }

    private void Close()
    {
        try
        {
            writer?.Dispose();
        }
        catch (IOException)
        {
            // The rest of a line that was lost already.
        }
        writer = null;
    }

    private void Roll()
    {
        for (var number = OlderFiles; number >= 1; number--)
        {
            var from = number == 1 ? path : Older(number - 1);
            if (File.Exists(from))
                File.Move(from, Older(number), overwrite: true);
        }
    }

    private string Older(int number) => path + "." + number.ToString(CultureInfo.InvariantCulture);
}
