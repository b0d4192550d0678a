package org.lienthong.publish;

import java.time.Instant;
import org.lienthong.audit.About;
import org.lienthong.audit.AuditEntry;
import org.lienthong.audit.AuditEvent;
import org.lienthong.audit.Origin;
import org.lienthong.audit.Who;

/** What the audit log says of versions. */
final class Recording {

    private Recording() {}

    /** @param result {@code published}, {@code proposed}, {@code rolled-back} or {@code refused} */
    static AuditEntry entry(Version version, Candidate candidate, String result) {
        return entry(
                version,
                version.at(),
                candidate.actor(),
                candidate.channel(),
                result,
                version.reason(),
                candidate.traceId());
    }

    /** @param result {@code approved}, {@code declined} or {@code refused} */
    static AuditEntry entry(Version version, String approver, String result, String traceId) {
        Instant at = version.decidedAt() == null ? version.at() : version.decidedAt();
        String reason = version.approval() == null ? version.reason() : version.approval();
        return entry(version, at, approver, "rest", result, reason, traceId);
    }

    private static AuditEntry entry(
            Version version, Instant at, String actor, String channel, String result, String reason, String traceId) {
        return AuditEntry.of(
                        AuditEvent.CONFIGURED,
                        at,
                        Who.of(actor),
                        Origin.of(channel, traceId)
                                .by(new Origin.Configuration(
                                        version.version(), version.parent(), version.difference(), reason)))
                .about(About.kind("configuration"))
                .content(version.hash(), null)
                .result(result);
    }
}
