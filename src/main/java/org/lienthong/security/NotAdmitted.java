package org.lienthong.security;

import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.lienthong.problem.StandardDetail;

/** What a caller presented does not prove who it is, or is not for what it asks. */
public final class NotAdmitted extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ProblemException told;
    private final transient @Nullable Caller caller;
    private final @Nullable String credential;
    private final @Nullable String reason;

    private NotAdmitted(
            ProblemException told, @Nullable Caller caller, @Nullable String credential, @Nullable String reason) {
        super(told.detail(), null, false, false);
        this.told = told;
        this.caller = caller;
        this.credential = credential;
        this.reason = reason;
    }

    /** A key that is none. */
    static NotAdmitted key() {
        return new NotAdmitted(StandardDetail.of(ProblemType.INVALID_TOKEN), null, null, null);
    }

    /**
     * Something else that proves nobody.
     *
     * @param told what to tell the caller
     * @param credential names what was presented, for the audit log; or null
     * @param reason in one word, for the audit log
     */
    static NotAdmitted unproven(ProblemException told, @Nullable String credential, String reason) {
        return new NotAdmitted(told, null, credential, reason);
    }

    /** A known caller's token that lacks the scope; an empty one: that part of the API is closed to its issuer's tokens. */
    static NotAdmitted outOfScope(Caller caller, String scope) {
        ProblemException told = new ProblemException(
                ProblemType.INSUFFICIENT_SCOPE,
                scope.isEmpty()
                        ? "Tokens of this issuer are not for this part of the API."
                        : "The token lacks the scope for this part of the API; the header WWW-Authenticate names it.",
                scope.isEmpty()
                        ? "Token của bên cấp này không dùng được cho phần API này."
                        : "Token thiếu phạm vi (scope) cho phần API này; xem tiêu đề WWW-Authenticate.");
        return new NotAdmitted(told, caller, null, scope.isEmpty() ? null : scope);
    }

    /** What to tell the caller. */
    public ProblemException told() {
        return told;
    }

    /** Who it is; null when that is not proven. */
    @Nullable
    Caller caller() {
        return caller;
    }

    @Nullable
    String credential() {
        return credential;
    }

    @Nullable
    String reason() {
        return reason;
    }

    /** What the header {@code WWW-Authenticate} says (RFC 6750 §3); null when another credential would not help. */
    public @Nullable String challenge() {
        return switch (told.type()) {
            case INVALID_TOKEN -> "Bearer error=\"invalid_token\"";
            case CERTIFICATE_REFUSED -> "Bearer";
            case INSUFFICIENT_SCOPE ->
                "Bearer error=\"insufficient_scope\"" + (reason == null ? "" : ", scope=\"" + reason + '"');
            default -> null;
        };
    }
}
