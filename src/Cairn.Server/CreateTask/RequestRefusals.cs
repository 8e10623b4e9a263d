using Cairn.CommServe.Refusals;
using Cairn.Wire;
using Cairn.Wire.Messages.CreateTask;

namespace Cairn.Server.CreateTask;

/// <summary>What is wrong with a request, found while it was decoded or by the domain, in one form.</summary>
internal static class RequestRefusals
{
    public static RefusalException Of(WireException refused) => new(RefusalKind.Invalid, refused.Error, refused.Message)
    {
        Parameter = refused.Parameter,
        Path = refused.Path,
        Value = refused.Value,
        Allowed = refused.Allowed,
    };

    /// <summary>
    /// Says where each parameter is. What was found out about a parameter whose value couldn't be read only follows from that, and is
    /// not told.
    /// </summary>
    public static RefusalException Complete(RefusalException refused)
    {
        RefusalException[] all = [refused, .. refused.Others];
        var unread = all.Select(one => one.Path).OfType<string>().Select(Plain).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<RefusalException> told =
            [.. all.Select(one => one.Path is not null ? one : WithPath(one, unread)).OfType<RefusalException>()];
        return told[0].With(told.GetRange(1, told.Count - 1));
    }

    private static RefusalException? WithPath(RefusalException refused, HashSet<string> unread)
    {
        var path = WirePath.Of<CreateTaskRequest>(refused.Place, refused.Parameter);
        return path is not null && unread.Contains(Plain(path)) ? null : refused.WithPath(path);
    }

    /// <summary>The only entry of a list may be written as no list.</summary>
    private static string Plain(string path) => path.Replace("[0]", "", StringComparison.Ordinal);
}
