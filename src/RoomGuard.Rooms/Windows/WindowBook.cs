using System.Collections.Immutable;
using RoomGuard.Rooms.Alarms;

namespace RoomGuard.Rooms.Windows;

/// <summary>The windows of one room during one step.</summary>
internal sealed class WindowBook(RoomTurn turn)
{
    internal const int MostOpen = 50;

    private const int MostOver = 50;

    internal ImmutableList<ServiceWindow> All { get; private set; } = turn.Before.Windows;

    /// <summary>Whether one is in force or still to come.</summary>
    internal bool IsAny { get; private set; } = turn.Before.Windows.Exists(static window => !window.IsOver);

    /// <summary>Whether one was declared or ended in this step.</summary>
    internal bool HasChanged => All != turn.Before.Windows;

    /// <summary>Declares one, unless the same is declared already or there are too many.</summary>
    internal void Declare(ServiceWindow window)
    {
        if (Same(window) is not null || All.Count(static known => !known.IsOver) >= MostOpen || window.Faults().Any())
        {
            return;
        }

        All = All.Add(window);
        IsAny = true;
        turn.Add(new WindowChanged(window, null));
    }

    /// <summary>Ends one before its time. One that is not there, or over, changes nothing.</summary>
    internal void End(string id, string who)
    {
        if (All.Find(window => window.Id == id) is { IsOver: false } window)
        {
            Replace(window, window with { EndedAt = turn.Now, EndedBy = who });
        }
    }

    /// <summary>Ends those whose time is over.</summary>
    internal void Advance(DateTimeOffset now)
    {
        if (!IsAny)
        {
            return;
        }

        foreach (var window in All)
        {
            if (!window.IsOver && now >= window.Until)
            {
                Replace(window, window with { EndedAt = window.Until });
            }
        }

        while (All.Count(static window => window.IsOver) > MostOver)
        {
            All = All.Remove(All.Find(static window => window.IsOver)!);
        }
    }

    /// <summary>The maintenance that explains an alarm of this case at <paramref name="at"/>; null for none.</summary>
    internal ServiceWindow? MaintenanceOf(AlarmCase @case, DateTimeOffset at) => Find(@case, WindowKind.Maintenance, at);

    /// <summary>Whether a declared test explains an alarm of this condition at <paramref name="at"/>: what began before a test is none.</summary>
    internal bool IsTest(Condition condition, DateTimeOffset at) =>
        !All.IsEmpty && All.Exists(window => window.Kind == WindowKind.Test && window.IsOpen(at) && condition.Began >= window.From && window.Explains(condition.Case));

    private ServiceWindow? Find(AlarmCase @case, WindowKind kind, DateTimeOffset at) =>
        All.IsEmpty ? null : All.Find(window => window.Kind == kind && window.IsOpen(at) && window.Explains(@case));

    private ServiceWindow? Same(ServiceWindow window) => All.Find(known =>
        !known.IsOver && known.Kind == window.Kind && known.Equipment == window.Equipment && known.From == window.From && known.Until == window.Until);

    private void Replace(ServiceWindow before, ServiceWindow after)
    {
        All = All.Replace(before, after);
        turn.Add(new WindowChanged(after, before));
    }
}
