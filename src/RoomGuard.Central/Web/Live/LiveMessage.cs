using RoomGuard.Central.Web.Views;

namespace RoomGuard.Central.Web.Live;

/// <summary>One event of a live stream.</summary>
/// <param name="At">The centre's clock, UTC.</param>
/// <param name="Now">The same as the page's bar shows it.</param>
/// <param name="Points">Texts to replace.</param>
/// <param name="Parts">Names of the parts to fetch again.</param>
internal sealed record LiveMessage(DateTime At, string Now, IReadOnlyList<PointView> Points, IReadOnlyList<string> Parts);
