namespace Cairn.Repository.Tests.Checking;

/// <summary>What has befallen a snapshot.</summary>
public enum Harm
{
    Lost,
    Damaged,
    ParityDamaged,
}
