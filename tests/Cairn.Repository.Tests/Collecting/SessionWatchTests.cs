using System.Threading.Channels;
using Cairn.Repository.Packs;
using Cairn.Repository.Parity;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using Cairn.Repository.Tests.Support;
using static Cairn.Repository.Tests.Collecting.CollectionWorld;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Collecting;

/// <summary>Which sessions a collection takes for dead.</summary>
public sealed class SessionWatchTests
{
    private readonly WaitedTime _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task A_session_of_a_process_that_is_gone_is_ended_at_once()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await OpenAsync(world);
        var dead = await ShowAsync(repository, HostProcess.Current with { ProcessId = int.MaxValue });
        var report = await CollectionWorld.CollectAsync(repository);
        Assert.Equal([dead], report.Fenced);
        Assert.Empty(report.WaitingFor);
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task A_session_elsewhere_is_waited_for_until_its_last_beat_is_a_day_old()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await OpenAsync(world);
        var silent = await ShowAsync(repository, HostProcess.Current with { Host = "elsewhere" });
        Assert.Equal("elsewhere", Assert.Single((await CollectionWorld.CollectAsync(repository)).WaitingFor).Host);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal([silent], (await CollectionWorld.CollectAsync(repository)).Fenced);
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task A_session_that_stays_silent_while_it_is_watched_is_ended()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await OpenAsync(world);
        var silent = await ShowAsync(repository, HostProcess.Current with { Host = "elsewhere" });
        var began = _time.GetUtcNow();
        var run = CollectionWorld.CollectAsync(repository, Thorough with { Wait = true });
        await _time.PassUntilAsync(run);
        Assert.Equal([silent], (await run).Fenced);
        Assert.InRange(_time.GetUtcNow() - began, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
        await world.AssertCleanAsync();
    }

    [Fact]
    public async Task A_session_that_beats_is_waited_for()
    {
        var world = await CollectionWorld.CreateAsync();
        var puts = Channel.CreateUnbounded<string>();
        var store = new UnreliableStore(
            world.Store, new FaultAt(0, Fault.None), new NoTurns(), (call, name) => puts.Writer.TryWrite($"{call} {name}"));
        var repository = await BackupRepository.OpenAsync(store, Passphrase, _time, Cancel);
        await using var session = await WriteSession.BeginAsync(repository, Cancel);
        var run = CollectionWorld.CollectAsync(repository, Thorough with { Wait = true });
        for (var minute = 1; minute <= 20; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            var beat = SessionObject.BeatOf(session.Id, minute);
            while (await puts.Reader.ReadAsync(Cancel) != $"{StoreCall.Put} {beat}")
            {
                // That was something else.
            }
        }
        Assert.False(run.IsCompleted);
        await session.CommitAsync(Description(), await StoreFolderAsync(session, []), Cancel);
        await _time.PassUntilAsync(run);
        Assert.Empty((await run).Fenced);
    }

    [Fact]
    public async Task Traces_that_dead_sessions_left_are_cleared_away()
    {
        var world = await CollectionWorld.CreateAsync();
        var repository = await OpenAsync(world);
        var committed = await ShowAsync(repository, HostProcess.Current with { ProcessId = int.MaxValue }, world.Kept.Keys.First());
        await world.Store.PutAsync(SessionObject.BeatOf(SnapshotId.New(RandomSource.System), 3), new byte[1], Cancel);
        var report = await CollectionWorld.CollectAsync(repository);
        Assert.Empty(report.Fenced);
        Assert.Contains(committed, world.Kept.Keys);
        await world.AssertCleanAsync();
    }

    /// <summary>It might put the snapshot again after that was forgotten.</summary>
    [Fact]
    public async Task A_session_elsewhere_that_committed_stays_in_sight_and_is_in_nobodys_way()
    {
        var world = await CollectionWorld.CreateAsync();
        var committed = await ShowAsync(await OpenAsync(world), HostProcess.Current with { Host = "elsewhere" }, world.Kept.Keys.First());
        var late = ParityObjects.NameOf(PackId.New(RandomSource.System).ObjectName);
        await world.Store.PutAsync(late, new byte[100], Cancel);
        _time.Advance(TimeSpan.FromDays(30));
        var report = await CollectionWorld.CollectAsync(await OpenAsync(world));
        Assert.Empty(report.WaitingFor);
        Assert.Empty(report.Fenced);
        Assert.Contains(SessionObject.BeginOf(committed), world.Store.Objects.Keys);
        Assert.DoesNotContain(late, world.Store.Objects.Keys);
        await world.ForgetAsync(await OpenAsync(world), committed);
        await CollectionWorld.CollectAsync(await OpenAsync(world));
        await world.AssertCleanAsync();
    }

    private Task<BackupRepository> OpenAsync(CollectionWorld world) =>
        BackupRepository.OpenAsync(world.Store, Passphrase, _time, Cancel);

    /// <summary>What a session of that process has left.</summary>
    private async Task<SnapshotId> ShowAsync(BackupRepository repository, HostProcess process, SnapshotId? known = null)
    {
        var id = known ?? SnapshotId.New(RandomSource.System);
        var name = SessionObject.BeginOf(id);
        var begin = new SessionBegin { Process = process, Program = "test", Begun = _time.GetUtcNow() };
        var content = SessionObject.Encode(repository.Keys, name, begin, FormatJson.Default.SessionBegin);
        Assert.True(await repository.Store.PutAsync(name, content, Cancel));
        return id;
    }
}
