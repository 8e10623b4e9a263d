namespace Cairn.Repository.Tests.Simulation;

/// <summary>
/// The files of a simulated host: path to bytes. Contents are drawn from few, so that they come back after they were forgotten.
/// </summary>
internal sealed class SourceTree
{
    private const int Folders = 3;
    private const int Names = 5;

    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds, changes and removes some files.</summary>
    public void Change(Random random, int contents)
    {
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var path = $"f{random.Next(Names)}";
            if (random.Next(3) > 0)
                path = $"d{random.Next(Folders)}/{path}";
            if (random.Next(6) == 0)
                path = "e/" + path;
            if (random.Next(4) == 0)
                Files.Remove(path);
            else
                Files[path] = Content(random.Next(contents));
        }
    }

    /// <summary>Some need several chunks, some little, and some begin like others.</summary>
    public static byte[] Content(int number)
    {
        var random = new Random(number);
        var bytes = new byte[number % 4 == 0 ? random.Next(2000, 6000) : random.Next(1, 800)];
        random.NextBytes(bytes);
        if (number % 3 == 0)
            new Random(number / 9).NextBytes(bytes.AsSpan(0, bytes.Length / 2));
        if (number % 5 == 0)
            bytes.AsSpan(bytes.Length / 4).Clear();
        return bytes;
    }
}
