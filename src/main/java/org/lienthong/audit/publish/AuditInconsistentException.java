package org.lienthong.audit.publish;

/** The database and the published log contradict each other, or the log contradicts itself. */
final class AuditInconsistentException extends RuntimeException {

    /** @param index of the first entry known to be wrong */
    AuditInconsistentException(long index, String reason) {
        super(
                "AUDIT_INCONSISTENT at entry " + index + ": " + reason
                        + ". The hub writes nothing until this is resolved: stop it, keep a copy of the database and of the log's"
                        + " directory as evidence, and restore both from the same moment, the log's latest. See docs/audit-log.md.");
    }
}
