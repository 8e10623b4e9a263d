using Cairn.Wire.Shape;
using Cairn.Wire.Syntax;

namespace Cairn.Wire.Binding;

/// <summary>
/// Finds where a message begins: XML always has its root, JSON may have the root's name as a wrapper or start inside.
/// </summary>
internal static class MessageRoot
{
    /// <exception cref="WireException">The root is another message's.</exception>
    public static Node InXml(Node root, RecordShape shape) => IsRoot(root, shape) ? root : throw Unexpected(root, shape);

    /// <exception cref="WireException">All that there is is another message's wrapper.</exception>
    public static Node InJson(Node body, RecordShape shape, Binder binder)
    {
        var wrapper = body.Members.FirstOrDefault(member => IsRoot(member, shape));
        if (wrapper is not null)
        {
            foreach (var other in body.Members.Where(member => member != wrapper))
                binder.WarnUnused(shape, other);
            return wrapper.Detach();
        }

        var isOtherMessage = body.Members is [{ Members.Count: > 0 } only]
            && shape.Find(only.Name) is null
            && !shape.Tolerates(only.Name);
        return isOtherMessage ? throw Unexpected(body.Members[0], shape) : body;
    }

    private static bool IsRoot(Node node, RecordShape shape) => node.Name.Equals(shape.Root, StringComparison.OrdinalIgnoreCase);

    private static WireException Unexpected(Node node, RecordShape shape) =>
        WireException.Root(node, shape.Root ?? "members without a root");
}
