using RoomGuard.Central.Running;

namespace RoomGuard.Central.Cluster;

/// <summary>Rings when a machine joins the cluster or leaves it.</summary>
internal sealed class MembershipBell : ISiloStatusListener
{
    private readonly Bell _bell = new();

    /// <param name="members">Lives as long as the silo, and this with it.</param>
    public MembershipBell(ISiloStatusOracle members) => members.SubscribeToSiloStatusEvents(this);

    /// <summary>Ends with the next ring. To be taken before looking at the members, so that none is missed.</summary>
    public Task Next => _bell.Next;

    /// <inheritdoc/>
    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status is SiloStatus.Active or SiloStatus.Dead)
        {
            _bell.Ring();
        }
    }
}
