namespace Cairn.Repository.Tests.Support;

/// <summary>What goes wrong with one call of a store.</summary>
internal enum Fault
{
    None,

    /// <summary>Nothing was done, and an error says so.</summary>
    Fails,

    /// <summary>As <see cref="Fails"/>, after a long wait.</summary>
    TimesOut,

    /// <summary>All was done, but it looks like a failure.</summary>
    AnswerLost,

    /// <summary>
    /// The answer was lost on the way and the call made again by itself: a put says that the object exists already.
    /// </summary>
    AnsweredTwice,

    /// <summary>A put finds no room.</summary>
    Full,

    /// <summary>One bit of what is read comes over wrong; the object is sound.</summary>
    FlipsBit,

    /// <summary>This call and all later ones fail, as for a process that lost its disk.</summary>
    Dies,
}
