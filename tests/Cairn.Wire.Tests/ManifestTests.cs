using Cairn.Wire.Messages.CreateTask;
using Cairn.Wire.Messages.CreateTask.Backup;

namespace Cairn.Wire.Tests;

/// <summary>Every request body of the specification, as far as its decoding goes.</summary>
public sealed class ManifestTests
{
    private static readonly HashSet<string> DecodingErrors =
    [
        WireError.Malformed, WireError.UnexpectedRoot, WireError.DoctypeForbidden, WireError.TooLarge, WireError.TooDeep,
        WireError.TooManyMembers, WireError.DuplicateParameter, WireError.InvalidShape, WireError.InvalidBoolean,
        WireError.InvalidNumber, WireError.InvalidEnum, WireError.InvalidTime, WireError.InvalidDuration, WireError.InvalidDate,
        WireError.OutOfRange,
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Refused => FilesWhere(IsRefusedHere);

    public static TheoryData<string> Understood => FilesWhere(entry => !IsRefusedHere(entry));

    public static TheoryData<string> Twins => FilesWhere(entry => entry.SameAs is not null);

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_body_that_can_not_be_read_is_refused_with_its_word(string file)
    {
        var entry = ManifestEntry.Named(file);

        var refusal = await Assert.ThrowsAsync<WireException>(() => entry.Decode(Cancelled));

        Assert.Equal(entry.Error, refusal.Error);
        if (entry.Parameter is not null)
            Assert.Equal(entry.Parameter, refusal.Parameter);
    }

    [Theory]
    [MemberData(nameof(Understood))]
    public async Task A_body_that_can_be_read_has_subtasks_and_no_unknown_members(string file)
    {
        var result = await ManifestEntry.Named(file).Decode(Cancelled);

        Assert.NotEmpty(result.Message.TaskInfo!.SubTasks!);
        var expected = file switch
        {
            "009-misspelt-subclient-attribute.xml" => WireWarning.MisspeltAttribute,
            "018-xinclude-is-inert.xml" => WireWarning.UnknownMember,
            _ => null,
        };
        Assert.Equal(expected, result.Warnings.SingleOrDefault()?.Word);
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public async Task The_same_request_in_another_spelling_gives_the_same_options_and_task(string file)
    {
        var entry = ManifestEntry.Named(file);
        var message = (await entry.Decode(Cancelled)).Message;
        var twin = (await ManifestEntry.Named(entry.SameAs!).Decode(Cancelled)).Message;

        Assert.Equal(Essence(twin), Essence(message));
    }

    [Fact]
    public async Task The_misspelt_subclient_name_is_taken_as_the_subclient()
    {
        var result = await ManifestEntry.Named("009-misspelt-subclient-attribute.xml").Decode(Cancelled);

        Assert.Equal("projects", result.Message.TaskInfo!.Associations![0].SubclientName);
        Assert.Equal("taskInfo.associations.subbclientName", result.Warnings[0].Path);
    }

    [Fact]
    public async Task Element_text_with_blanks_around_it_is_a_value()
    {
        var result = await ManifestEntry.Named("011-vsa-text-child.xml").Decode(Cancelled);

        Assert.True(result.Message.TaskInfo!.SubTasks![0].Options!.Backup!.VirtualServer!.BackupFailedVmsOnly);
    }

    [Fact]
    public async Task An_empty_body_answers_with_the_known_text()
    {
        var refusal = await Assert.ThrowsAsync<WireException>(() => ManifestEntry.Named("080-empty.xml").Decode(Cancelled));

        Assert.Equal("Request body is empty or format is invalid.", refusal.Message);
    }

    [Fact]
    public async Task A_running_time_as_a_clock_is_a_duration()
    {
        var result = await ManifestEntry.Named("034-running-time-clock.xml").Decode(Cancelled);

        var retry = result.Message.TaskInfo!.SubTasks![0].Options!.Common!.JobRetry!;
        Assert.Equal(TimeSpan.FromSeconds(3900), retry.RunningTime!.TotalRunningTime);
        Assert.Equal(3, retry.NumberOfRetries);
    }

    [Fact]
    public async Task Retention_code_2_is_the_policy_default()
    {
        var result = await ManifestEntry.Named("037-retention-code-2.json").Decode(Cancelled);

        var media = result.Message.TaskInfo!.SubTasks![0].Options!.Backup!.Media!;
        Assert.Equal(RetentionJobType.StoragePolicyDefault, media.RetentionJobType);
    }

    private static TheoryData<string> FilesWhere(Func<ManifestEntry, bool> isWanted) =>
        [.. ManifestEntry.All.Where(isWanted).Select(entry => entry.File)];

    private static bool IsRefusedHere(ManifestEntry entry) => entry.Error is not null && DecodingErrors.Contains(entry.Error);

    // The manifest's twins address one subclient by names or by ids, which only the catalog can compare; the rest is equal here.
    private static (BackupOptions?, SubTaskHeader?, TaskType?, PolicyType?, InitiatedFrom?) Essence(CreateTaskRequest request)
    {
        var subTask = Assert.Single(request.TaskInfo!.SubTasks!);
        var task = request.TaskInfo.Task!;
        return (subTask.Options!.Backup, subTask.Header, task.TaskType, task.PolicyType, task.InitiatedFrom);
    }
}
