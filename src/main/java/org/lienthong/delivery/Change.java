package org.lienthong.delivery;

import java.util.List;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditLog;
import org.lienthong.audit.access.SealedAccess;

/** Something to be made durable together with the audit entries that record it. */
sealed interface Change permits Acceptance, Outcome, Change.Entries, Change.Access {

    /** What is written to the log if it takes effect. */
    List<AuditLog.Line> lines();

    /** Only entries: a refusal, a denial. */
    record Entries(List<AuditEntry> entries) implements Change {
        public Entries {
            entries = List.copyOf(entries);
        }

        @Override
        public List<AuditLog.Line> lines() {
            return entries.stream().map(AuditLog.Line::of).toList();
        }
    }

    /** An access to data: its entry and its personal part. */
    record Access(SealedAccess sealed) implements Change {

        @Override
        public List<AuditLog.Line> lines() {
            return List.of(sealed.line());
        }
    }
}
