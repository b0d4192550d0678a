package org.lienthong.consent;

import org.jspecify.annotations.Nullable;
import org.lienthong.audit.access.Publishable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.Violation;

/**
 * Something to be done: what, by whom and why. The reason is published in the audit log.
 *
 * @param action which of the actions, a word such as {@code replay}
 * @param summary what it is about, for the one who consents: one line, no personal data
 * @param details JSON that the action reads
 * @param by id of the caller who orders it
 */
public record Order(String action, String summary, String details, String by, String reason, String traceId) {

    public static final int LONGEST_REASON = 300;

    /** @throws ProblemException when there is no reason, or none that can be published */
    public static String reason(@Nullable String reason) {
        if (reason == null
                || reason.isBlank()
                || reason.length() > LONGEST_REASON
                || !Publishable.isPublishable(reason)) {
            throw new ProblemException(
                    ProblemType.SCHEMA_VIOLATION,
                    "'reason' has 1 to " + LONGEST_REASON + " characters in one line and holds no long number: it is"
                            + " published in the audit log.",
                    "'reason' dài 1 đến " + LONGEST_REASON + " ký tự trên một dòng và không chứa dãy số dài, vì được"
                            + " công bố trong nhật ký kiểm toán.",
                    new Violation("/reason", "must be there, and publishable"));
        }
        return reason.strip();
    }
}
