using Cairn.Repository.Faults;
using Cairn.Repository.Index;
using Cairn.Repository.ObjectStore;
using Cairn.Repository.Tests.Support;
using CsCheck;

namespace Cairn.Repository.Tests.ObjectStore;

public sealed class LocalDiskTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LocalDiskTests() => Store = new LocalDisk(Path.Combine(_folder.Path, "deep/er/"));

    protected override IObjectStore Store { get; }

    private string Root => ((LocalDisk)Store).Root;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_torn_temporary_file_is_never_listed_and_goes_when_it_is_old()
    {
        await Store.PutAsync("a", new byte[] { 1 }, Cancel);
        var temporary = Path.Combine(Root, "tmp");
        var (torn, current) = (Path.Combine(temporary, "torn"), Path.Combine(temporary, "current"));
        await File.WriteAllBytesAsync(torn, [1, 2], Cancel);
        await File.WriteAllBytesAsync(current, [1, 2], Cancel);
        File.SetLastWriteTimeUtc(torn, File.GetLastWriteTimeUtc(current).AddDays(-2));

        Assert.Equal(["a"], await NamesAsync(""));
        await new LocalDisk(Root).PutAsync("b", new byte[] { 2 }, Cancel);
        Assert.False(File.Exists(torn));
        Assert.True(File.Exists(current));
    }

    [Fact]
    public async Task Files_that_are_no_objects_are_passed_over()
    {
        await Store.PutAsync("a", new byte[] { 1 }, Cancel);
        await File.WriteAllBytesAsync(Path.Combine(Root, "README.txt"), [1], Cancel);
        Directory.CreateDirectory(Path.Combine(Root, "lost+found"));
        File.CreateSymbolicLink(Path.Combine(Root, "link"), "/etc/passwd");
        Assert.Equal(["a"], await NamesAsync(""));
    }

    [Fact]
    public async Task Nothing_is_left_behind_by_a_put()
    {
        await Store.PutAsync("a", new byte[] { 1 }, Cancel);
        await Store.PutAsync("a", new byte[] { 2 }, Cancel);
        Assert.Empty(Directory.GetFiles(Path.Combine(Root, "tmp")));
    }

    [Fact]
    public async Task A_temporary_file_is_beside_the_objects_and_has_no_name()
    {
        using var file = ((LocalDisk)Store).OpenTemporary();
        RandomAccess.Write(file, [1, 2, 3], 0);
        var read = new byte[3];

        Assert.Equal(3, RandomAccess.Read(file, read, 0));
        Assert.Equal([1, 2, 3], read);
        Assert.StartsWith($"{Root}/tmp/", new FileInfo($"/proc/self/fd/{file.DangerousGetHandle()}").LinkTarget, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(Root, "tmp")));
        Assert.Empty(await NamesAsync(""));
    }

    [Fact]
    public async Task Long_stretches_are_read_wherever_they_lie_in_the_file_and_in_memory()
    {
        var content = Sample.RandomBytes(1, 1_234_567);
        await Store.PutAsync("a", content, Cancel);
        var reads = Gen.Select(Gen.Int[0, 400_000], Gen.Int[DirectRead.LeastLength - 1, 834_567], Gen.Bool, Gen.Int[0, 5000]);
        await reads.SampleAsync(
            async (offset, length, isCongruent, place) =>
            {
                var start = isCongruent ? offset % AlignedMemory.Alignment : place;
                var memory = AlignedMemory.Allocate(start + length + 1);
                memory.Span.Fill(0xAB);
                await Store.ReadAsync("a", offset, memory.Slice(start, length), Cancel);
                Assert.True(memory.Span.Slice(start, length).SequenceEqual(content.AsSpan(offset, length)));
                Assert.False(memory.Span[..start].ContainsAnyExcept((byte)0xAB));
                Assert.Equal(0xAB, memory.Span[start + length]);
            }, iter: 200, threads: 1);
    }

    [Fact]
    public async Task A_long_stretch_that_the_file_ends_in_is_damage()
    {
        await Store.PutAsync("a", Sample.RandomBytes(1, 1 << 20), Cancel);
        var damage = await Assert.ThrowsAsync<RepositoryDamagedException>(
            async () => await Store.ReadAsync("a", 4096, AlignedMemory.Allocate(1 << 20), Cancel));
        Assert.Equal(1 << 20, damage.Offset);
    }

    [Fact]
    public async Task The_stores_own_folder_takes_no_objects() =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.PutAsync("tmp/a", new byte[] { 1 }, Cancel));

    [Fact]
    public async Task A_folder_in_the_way_is_a_failure_of_the_store()
    {
        await Store.PutAsync("a/b", new byte[] { 1 }, Cancel);
        await Assert.ThrowsAsync<StoreFailedException>(async () => await Store.GetAsync("a", Cancel));
        await Assert.ThrowsAsync<StoreFailedException>(async () => await Store.PutAsync("a/b/c", new byte[] { 1 }, Cancel));
    }

    /// <summary>As when a disk isn't mounted any more.</summary>
    [Fact]
    public async Task A_store_that_is_gone_takes_nothing_and_says_so()
    {
        await Store.PutAsync("a", new byte[] { 1 }, Cancel);
        Directory.Delete(Root, recursive: true);
        var failure = await Assert.ThrowsAsync<StoreFailedException>(async () => await Store.PutAsync("b", new byte[] { 1 }, Cancel));
        Assert.Contains("Could not find a part of the path", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreFailedException>(async () => await Store.PutAsync("b", AlignedMemory.Allocate(2 << 20), Cancel));
        Assert.False(Directory.Exists(Root));
    }

    [Theory]
    [InlineData(28, typeof(StoreFullException))]
    [InlineData(122, typeof(StoreFullException))]
    [InlineData(5, typeof(StoreFailedException))]
    public void A_full_disk_is_told_from_other_failures(int errorNumber, Type expected) =>
        Assert.IsType(expected, StoreFault.From("a", new IOException("it failed", errorNumber)));

    /// <summary>The first page of a process's memory is never mapped: reading it fails as reading a bad sector does.</summary>
    [Fact]
    public async Task What_the_disk_cannot_read_is_damage_of_the_object()
    {
        await Store.PutAsync("a", new byte[] { 1 }, Cancel);
        File.CreateSymbolicLink(Path.Combine(Root, "bad"), "/proc/self/mem");
        var damage = await Assert.ThrowsAsync<RepositoryDamagedException>(async () => await Store.GetAsync("bad", Cancel));
        Assert.Equal("bad", damage.ObjectName);
        await Assert.ThrowsAsync<RepositoryDamagedException>(async () => await Store.ReadAsync("bad", 0, new byte[10], Cancel));
        await Assert.ThrowsAsync<RepositoryDamagedException>(
            async () => await Store.ReadAsync("bad", 0, AlignedMemory.Allocate(1 << 20), Cancel));
        var mapped = MappedFile.Map("bad", ((LocalDisk)Store).OpenFile("bad"));
        Assert.Throws<RepositoryDamagedException>(() => mapped.Read(0, new byte[10]));
    }
}
