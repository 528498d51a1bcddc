namespace RoomGuard.Kernel.Tests;

/// <summary>The tests that share the one machine.</summary>
[CollectionDefinition("guest")]
public sealed class GuestGroup : ICollectionFixture<Guest>;
