namespace Cairn.Repository.Checking;

/// <summary>What becomes of something that was found damaged.</summary>
public enum DamageState
{
    /// <summary>Bytes are gone that nothing in the repository can give back; a later backup may store them again.</summary>
    Lost,

    /// <summary>Nothing is lost: restores read right in spite of it, and a repair makes the object whole again.</summary>
    Healable,

    /// <summary>The repair has made it whole again.</summary>
    Healed,
}
