package org.lienthong.security.token;

import org.jspecify.annotations.Nullable;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;

/** An access token proves nobody. */
public final class RefusedToken extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    enum Reason {
        MALFORMED("It is no signed JWT.", "Không phải JWT có chữ ký."),
        UNKNOWN_ISSUER("The hub takes no tokens of this issuer.", "Trục không nhận token của bên cấp này."),
        NOT_VERIFIED(
                "Its signature, algorithm, type or key is not what the issuer's tokens have.",
                "Chữ ký, thuật toán, loại hoặc khóa không đúng với token của bên cấp."),
        EXPIRED("It has expired.", "Đã hết hạn."),
        NOT_YET_VALID("It is not valid yet.", "Chưa đến thời điểm có hiệu lực."),
        OTHER_AUDIENCE("It is not for this hub (aud).", "Không dành cho trục này (aud)."),
        CLAIM_MISSING(
                "It lacks a claim that access tokens have (exp, iat, sub, jti, client_id).",
                "Thiếu thông tin bắt buộc (exp, iat, sub, jti, client_id)."),
        LIVES_TOO_LONG("It is valid for longer than the hub permits.", "Thời hạn dài hơn mức trục cho phép."),
        NOT_BOUND(
                "It is bound to a client certificate other than the one presented, or must be bound to one.",
                "Gắn với chứng thư khác chứng thư đã trình, hoặc bắt buộc phải gắn với chứng thư."),
        NOBODY(
                "It names no agency that the hub knows, and no role.",
                "Không nêu cơ quan mà trục biết, cũng không nêu vai trò."),
        CONTRADICTION("It names both an agency and a role.", "Nêu cả cơ quan lẫn vai trò.");

        private final String en;
        private final String vi;

        Reason(String en, String vi) {
            this.en = en;
            this.vi = vi;
        }
    }

    private final Reason reason;
    private final @Nullable String credential;

    /** @param credential names a token whose signature was right; null for others: what they say is worth nothing */
    RefusedToken(Reason reason, @Nullable String credential) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.credential = credential;
    }

    /** A token that names an agency which there is not. */
    public static RefusedToken nobody(ProvenToken token) {
        return new RefusedToken(Reason.NOBODY, token.id());
    }

    /** The reason in one word, for the audit log. */
    public String reason() {
        return reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Issuer and subject, for the audit log, when they are proven. */
    public @Nullable String credential() {
        return credential;
    }

    /** What to tell the caller. */
    public ProblemException problem() {
        return new ProblemException(
                ProblemType.INVALID_TOKEN,
                "The access token is not accepted. " + reason.en,
                "Token truy cập không được chấp nhận. " + reason.vi);
    }
}
