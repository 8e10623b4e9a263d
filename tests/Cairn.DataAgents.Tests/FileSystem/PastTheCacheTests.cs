using System.Text;
using Cairn.DataAgents.FileSystem.Native;
using Cairn.DataAgents.FileSystem.Restore;
using Cairn.DataAgents.Tests.Support;
using Cairn.Repository;
using Cairn.Repository.Faults;
using Cairn.Repository.ObjectStore;

namespace Cairn.DataAgents.Tests.FileSystem;

/// <summary>
/// Where disks and file systems don't let themselves be read and written past the kernel's cache, or only in another way. These
/// mount file systems, so they need root.
/// </summary>
public sealed class PastTheCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>ramfs knows nothing but its cache, and finds no room ahead.</summary>
    [Fact]
    public async Task Large_files_come_back_where_there_is_only_a_cache()
    {
        await using var mount = await Mount.AtAsync(_folder["disk"], "-t ramfs none");
        var (source, target) = ($"{_folder["disk"]}/source", $"{_folder["disk"]}/target");
        using var world = await World.CreateAsync();
        await Shell.RunAsync("/", $"mkdir '{source}'; head -c 68000001 /dev/urandom > '{source}/large'");

        var backup = await world.BackUpAsync(content: [source]);
        var (_, sink) = await world.RestoreAsync(world.Request(backup) with { Target = target });

        Assert.Empty(backup.Sink.Failures);
        Assert.Empty(sink.Failures);
        await World.AssertSameAsync(source, target + source);
    }

    [Theory]
    [InlineData("-t ramfs none")]
    [InlineData("-t tmpfs none")]
    public async Task Long_objects_are_kept_where_there_is_only_a_cache(string mounted)
    {
        await using var mount = await Mount.AtAsync(_folder["disk"], mounted);
        var store = new LocalDisk(_folder["disk"]);
        var (put, read) = (AlignedMemory.Allocate((2 << 20) + 5), AlignedMemory.Allocate((2 << 20) + 5));
        new Random(1).NextBytes(put.Span);

        Assert.True(await store.PutAsync("object", put, Cancellation));
        await store.ReadAsync("object", 0, read, Cancellation);

        Assert.True(put.Span.SequenceEqual(read.Span));
        Assert.Empty(Directory.GetFiles($"{_folder["disk"]}/tmp"));
    }

    /// <summary>ext3 takes writes past the cache, and can't find room ahead.</summary>
    [Fact]
    public async Task A_large_file_comes_back_where_no_room_can_be_found_ahead()
    {
        using var world = await World.CreateAsync("head -c 68000001 /dev/urandom > large");
        await Shell.RunAsync(_folder.Path, "truncate -s 200M image; mkfs.ext3 -q image");
        await using var mount = await Mount.AtAsync(world.Target, $"-o loop '{_folder["image"]}'");

        await world.RestoreAllAsync(await world.BackUpAsync());

        await World.AssertSameAsync(world.Source, world.Restored);
    }

    [Fact]
    public async Task What_a_disk_refuses_to_read_directly_is_read_through_the_cache()
    {
        await Shell.RunAsync(_folder.Path, "head -c 100000 /dev/urandom > file");
        var bytes = await File.ReadAllBytesAsync(_folder["file"], Cancellation);
        using var folder = OpenFolder();
        using var file = folder.OpenFile("file"u8);
        file.TryReadDirectly();
        var buffer = new byte[50_002];

        Assert.Equal(50_001, file.Read(buffer.AsSpan(1), 1001));

        Assert.Equal(bytes[1001..51_002], buffer[1..]);
    }

    /// <summary>A disk whose blocks are larger than any that is known refuses what isn't aligned to them; any refuses this.</summary>
    [Fact]
    public async Task Blocks_that_a_disk_refuses_to_write_directly_are_written_through_the_cache()
    {
        await Shell.RunAsync(_folder.Path, "truncate -s 20M image; mkfs.ext4 -q image");
        await using var mount = await Mount.AtAsync(_folder["disk"], $"-o loop '{_folder["image"]}'");
        using var folder = DirectoryHandle.Open(Encoding.UTF8.GetBytes(_folder["disk"]));
        using var cached = folder.CreateFile("file"u8);
        var buffers = new BlockBuffers();
        for (var count = 0; count < 3; count++)
            buffers.Return(new byte[BlockBuffers.Size + 1].AsMemory(1));
        var bytes = new byte[2 * BlockBuffers.Size + 1000];
        new Random(1).NextBytes(bytes);
        using (var blocks = new BlockWriter(folder.TryOpenToWriteDirectly("file"u8)!, cached, buffers))
        {
            blocks.Write(500_000, bytes.AsSpan(500_000));
            blocks.Write(0, bytes.AsSpan(0, 500_000));
            blocks.Complete();
        }

        Assert.Equal(bytes, await File.ReadAllBytesAsync($"{_folder["disk"]}/file", Cancellation));
    }

    /// <summary>Somebody who can write to the folder has put it in the place of what was made there.</summary>
    [Fact(Timeout = 60_000)]
    public async Task A_fifo_is_not_waited_for()
    {
        await Shell.RunAsync(_folder.Path, "mkfifo fifo");
        using var folder = OpenFolder();
        Assert.Null(await Task.Run(() => folder.TryOpenToWriteDirectly("fifo"u8), TestContext.Current.CancellationToken));
    }

    /// <summary>The kernel's cache is filled by more than a block; an image that was cut short can't be read from there on.</summary>
    [Fact]
    public async Task Of_an_object_on_a_bad_disk_all_can_be_had_but_the_bad_blocks()
    {
        const int block = 4096, good = 1501, all = 2048;
        await Shell.RunAsync(_folder.Path, "truncate -s 64M image; mkfs.ext4 -q -b 4096 image");
        await using var mount = await Mount.AtAsync(_folder["disk"], $"-o loop '{_folder["image"]}'");
        var store = new LocalDisk(_folder["disk"]);
        await store.PutAsync("object", new byte[all * block], Cancellation);
        await Shell.RunAsync(
            _folder["disk"],
            $$"""
            sync
            start=$(filefrag -v object | awk '$1 == "0:" && $6 >= {{all}} { print $4 + 0 }')
            truncate -s $(((start + {{good}}) * {{block}})) '{{_folder["image"]}}'
            dd if=object iflag=nocache count=0 status=none
            """);

        await Assert.ThrowsAsync<RepositoryDamagedException>(
            async () => await store.ReadAsync("object", 0, new byte[all * block], Cancellation));
        for (var number = good - 64; number < good + 2; number++)
            if (number < good)
                await store.ReadAsync("object", number * block, new byte[block], Cancellation);
            else
                await Assert.ThrowsAsync<RepositoryDamagedException>(
                    async () => await store.ReadAsync("object", number * block, new byte[block], Cancellation));
    }

    private DirectoryHandle OpenFolder() => DirectoryHandle.Open(Encoding.UTF8.GetBytes(_folder.Path));
}
