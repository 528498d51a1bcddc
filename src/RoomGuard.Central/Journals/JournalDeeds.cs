using RoomGuard.Central.Audit;
using RoomGuard.Rooms.Clause35;

namespace RoomGuard.Central.Journals;

/// <summary>What people did to journals, as lines of the audit trail.</summary>
internal static class JournalDeeds
{
    extension(JournalMark mark)
    {
        /// <summary>The line of a review, a signature, or a volume that was closed or erased.</summary>
        public AuditEvent Deed(Actor by) => new AuditEvent(by, $"journal.{mark.Kind}", mark.Entry is { } no ? FormattableString.Invariant($"{mark.Journal} entry {no}") : FormattableString.Invariant($"{mark.Journal} volume {mark.Volume}"))
            .Changing(null, new { mark.By, mark.Method, mark.Attachment, mark.EntryHash, mark.Note });
    }
}
