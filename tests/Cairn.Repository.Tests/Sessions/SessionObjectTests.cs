using Cairn.Repository.Faults;
using Cairn.Repository.Sessions;
using Cairn.Repository.Snapshots;
using CsCheck;
using static Cairn.Repository.Tests.Support.Sample;

namespace Cairn.Repository.Tests.Sessions;

public sealed class SessionObjectTests
{
    private static readonly SnapshotId Session = SnapshotId.Parse("0123456789abcdef0123456789abcdef");

    [Fact]
    public void Names_say_whose_they_are()
    {
        Assert.Equal("sessions/0123456789abcdef0123456789abcdef-begin", SessionObject.BeginOf(Session));
        Assert.Equal("sessions/0123456789abcdef0123456789abcdef-00000000000000000007", SessionObject.BeatOf(Session, 7));
        Assert.True(SessionObject.TryParse(SessionObject.BeginOf(Session), out var id, out var beat));
        Assert.Equal((Session, 0L), (id, beat));
        Assert.True(SessionObject.TryParse(SessionObject.BeatOf(Session, 7), out id, out beat));
        Assert.Equal((Session, 7L), (id, beat));
    }

    [Theory]
    [InlineData("sessions/")]
    [InlineData("sessions/0123456789abcdef0123456789abcdef")]
    [InlineData("sessions/0123456789ABCDEF0123456789abcdef-begin")]
    [InlineData("sessions/0123456789abcdef0123456789abcdef-7")]
    [InlineData("sessions/0123456789abcdef0123456789abcdef-00000000000000000000")]
    [InlineData("sessions/0123456789abcdef0123456789abcdef-99999999999999999999")]
    [InlineData("snapshots/0123456789abcdef0123456789abcdef-begin")]
    public void Other_names_are_somebody_elses(string name) => Assert.False(SessionObject.TryParse(name, out _, out _));

    [Fact]
    public void A_session_object_under_another_name_or_altered_is_refused() => Gen.Int[0, 1000].Sample(at =>
    {
        var keys = NewKeys();
        var name = SessionObject.BeginOf(Session);
        var begin = new SessionBegin { Process = HostProcess.Current, Program = "test", Begun = DateTimeOffset.UnixEpoch };
        var content = SessionObject.Encode(keys, name, begin, FormatJson.Default.SessionBegin);
        Assert.Equal(begin, SessionObject.Decode(keys, name, content, FormatJson.Default.SessionBegin));
        Assert.Throws<RepositoryDamagedException>(
            () => SessionObject.Decode(keys, SessionObject.BeatOf(Session, 1), content, FormatJson.Default.SessionBegin));
        content[at % content.Length] ^= 1;
        Assert.Throws<RepositoryDamagedException>(
            () => SessionObject.Decode(keys, name, content, FormatJson.Default.SessionBegin));
    }, iter: 50);
}
