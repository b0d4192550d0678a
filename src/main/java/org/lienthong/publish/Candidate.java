package org.lienthong.publish;

import org.jspecify.annotations.Nullable;

/**
 * A configuration that someone wants to have in force.
 *
 * @param source {@code start}, {@code api}, {@code watch} or {@code rollback}
 * @param author id of who wants it; of a commit the name of its author
 * @param reason why
 * @param parent the version that it was made from, if that was said
 * @param traceId of the request
 */
record Candidate(
        Tree tree,
        String source,
        String author,
        String reason,
        @Nullable Long parent,
        String traceId) {

    static final int LONGEST_REASON = 500;

    /** @throws org.lienthong.problem.ProblemException when there is none that the audit log can publish as one line */
    static String reason(String given) {
        String reason = given.strip();
        if (reason.isEmpty()
                || reason.length() > LONGEST_REASON
                || reason.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.reason();
        }
        return reason;
    }

    /** Who the public log says it was: not the name of a person, as commits have. */
    String actor() {
        return source.equals("watch") ? source : author;
    }

    /** {@code start} and {@code watch} are the hub's own doing. */
    String channel() {
        return source.equals("api") || source.equals("rollback") ? "rest" : source;
    }
}
