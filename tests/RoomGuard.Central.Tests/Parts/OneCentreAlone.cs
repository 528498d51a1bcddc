namespace RoomGuard.Central.Tests.Parts;

/// <summary>Tests that read what a whole process counts: no other centre may run in it meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneCentreAlone
{
    public const string Name = "one centre alone";
}
