using Cairn.Server.CreateTask;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask.Restore;
using Spec = Cairn.CommServe.Tasks.RestoreOptions;

namespace Cairn.Server.Tasks;

/// <summary>The options of a restore as they were taken.</summary>
internal static class TakenRestore
{
    public static RestoreOptions Of(Spec spec, RestoreOptions? given)
    {
        var restore = WireMembers.Overlay(given, UsualOptions.Restore);
        return restore with
        {
            FileOption = spec.Paths.Count > 0 ? new FileOption { SourceItem = spec.Paths } : null,
            Common = restore.Common! with
            {
                UnconditionalOverwrite = spec.Overwrite,
                DoNotOverwriteFileOnDisk = !spec.Overwrite,
            },
            Destination = restore.Destination! with
            {
                InPlace = spec.Destination is null,
                DestPath = spec.Destination is { } folder ? [folder] : null,
            },
        };
    }
}
