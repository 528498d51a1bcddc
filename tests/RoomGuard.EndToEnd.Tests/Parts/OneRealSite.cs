using Xunit.Sdk;
using Xunit.v3;

[assembly: Parallelization(Mode = ParallelMode.None)]

namespace RoomGuard.EndToEnd.Tests.Parts;

/// <summary>The tests that share one real site, one after another: two cores carry one site well and two badly.</summary>
[CollectionDefinition(Name)]
public sealed class OneRealSite : ICollectionFixture<SharedSite>
{
    public const string Name = "one real site";
}
