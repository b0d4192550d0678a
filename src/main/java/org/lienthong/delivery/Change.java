package org.lienthong.delivery;

import java.util.List;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.access.SealedAccess;

/** Something to be made durable together with the audit entries that record it. */
sealed interface Change permits Acceptance, Outcome, Change.Entries, Change.Access {

    /** Only entries: a refusal, a denial. */
    record Entries(List<AuditEntry> entries) implements Change {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /** An access to data: its entry and its personal part. */
    record Access(SealedAccess sealed) implements Change {}
}
