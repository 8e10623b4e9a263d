using Cairn.Repository.ObjectStore;
using Cairn.Repository.Tests.Support;

namespace Cairn.Repository.Tests.ObjectStore;

public sealed class DurableFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData((1 << 20) + 4095)]
    [InlineData(3_000_001)]
    public void A_file_of_any_length_and_wherever_in_memory_holds_what_was_written(int length)
    {
        using var folder = new TemporaryFolder();
        var bytes = Sample.RandomBytes(length, length);
        foreach (var start in (int[])[0, 1, 512, 4095])
        {
            var memory = AlignedMemory.Allocate(start + length)[start..];
            bytes.CopyTo(memory);
            var path = Path.Combine(folder.Path, $"{start}");
            DurableFile.Write(path, memory.Span);
            Assert.Equal(bytes, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void A_file_that_is_there_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "file");
        File.WriteAllText(path, "old");
        Assert.Throws<IOException>(() => DurableFile.Write(path, AlignedMemory.Allocate(2 << 20).Span));
        Assert.Equal("old", File.ReadAllText(path));
    }
}
