using System.Runtime.InteropServices;
using Cairn.Repository.Sessions;
using Cairn.Repository.Tests.Support;
using Cairn.Repository.Trees;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Sessions;

public sealed class ContentWriterTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task A_file_comes_back_whole_and_equal_however_it_is_told()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        await Gen.Select(Gen.Int[0, 40_000_000], Gen.Int[0, 1000], Gen.Int[1, 5_000_000], Gen.Int[1, 5]).SampleAsync(
            async (length, seed, step, parallel) =>
            {
                var bytes = RandomBytes(seed, length);
                using var writer = session.OpenContentWriter(parallel);
                using var other = session.OpenContentWriter();
                var inSteps = await InStepsAsync(writer, bytes, step);
                Assert.Equal(inSteps, await InStepsAsync(other, bytes, int.MaxValue));
                if (length > ContentWriter.InlineLimit)
                    Assert.Equal(inSteps, await other.WriteAsync(bytes, Cancel));
                await session.CheckpointAsync(Cancel);
                Assert.Equal(bytes, await ReadAsync(repository, inSteps));
            }, iter: 12, threads: 1);
    }

    [Fact]
    public async Task A_short_file_is_kept_in_its_entry_without_a_chunk()
    {
        var repository = await CreateAsync(_store);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        using var writer = session.OpenContentWriter();
        for (var length = 0; length <= ContentWriter.InlineLimit; length += 64)
        {
            var bytes = RandomBytes(length, length);
            var content = await writer.WriteAsync(bytes, Cancel);
            Assert.Equal(length, content.Length);
            Assert.True(session.Has(content));
            Assert.Equal(bytes, await ReadAsync(repository, content));
        }
        Assert.Equal(0, session.Counters.ChunksNew);

        await writer.WriteAsync(RandomBytes(1, ContentWriter.InlineLimit + 1), Cancel);
        Assert.Equal(1, session.Counters.ChunksNew);
    }

    [Fact]
    public async Task Memory_to_read_into_is_as_far_from_a_whole_block_as_the_file_is()
    {
        await using var session = await WriteSession.BeginAsync(await CreateAsync(_store), Cancel);
        await Gen.Select(Gen.Int[1, 1 << 20].Array[1, 40], Gen.Int[1, 4]).SampleAsync(async (steps, parallel) =>
        {
            using var writer = session.OpenContentWriter(parallel);
            var position = 0;
            foreach (var step in steps)
            {
                var memory = writer.GetMemory();
                Assert.InRange(memory.Length, 1 << 20, 2 << 20);
                Assert.Equal(position % 4096, AddressOf(memory) % 4096);
                await writer.AdvanceAsync(step, Cancel);
                position += step;
            }
            await writer.ResetAsync();
        }, iter: 10, threads: 1);
    }

    private static async Task<FileContent> InStepsAsync(ContentWriter writer, byte[] bytes, int step)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var memory = writer.GetMemory();
            var count = Math.Min(Math.Min(step, memory.Length), bytes.Length - done);
            bytes.AsSpan(done, count).CopyTo(memory.Span);
            await writer.AdvanceAsync(count, Cancel);
            done += count;
        }
        return await writer.CompleteAsync(Cancel);
    }

    private static long AddressOf(Memory<byte> memory) =>
        MemoryMarshal.TryGetArray<byte>(memory, out var array) ? Marshal.UnsafeAddrOfPinnedArrayElement(array.Array!, array.Offset) : -1;
}
