package org.lienthong.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A final refusal or failure that the caller is told as a problem document. Its texts never echo what was sent. */
public final class ProblemException extends RuntimeException {

    private final ProblemType type;
    private final String detailVi;
    private final transient List<Violation> errors;
    private final boolean recorded;
    private final @Nullable Duration retryAfter;
    private final transient Map<String, String> headers;

    /**
     * @param detail what happened and what to do, in English
     * @param detailVi the same in Vietnamese
     */
    public ProblemException(ProblemType type, String detail, String detailVi, Violation... errors) {
        this(type, detail, detailVi, List.of(errors), null);
    }

    public ProblemException(
            ProblemType type, String detail, String detailVi, List<Violation> errors, @Nullable Throwable cause) {
        this(type, detail, detailVi, errors, cause, null, Map.of(), false);
    }

    private ProblemException(
            ProblemType type,
            String detail,
            String detailVi,
            List<Violation> errors,
            @Nullable Throwable cause,
            @Nullable Duration retryAfter,
            Map<String, String> headers,
            boolean recorded) {
        super(detail, cause, false, cause != null);
        this.type = type;
        this.detailVi = detailVi;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
        this.headers = Map.copyOf(headers);
        this.recorded = recorded;
    }

    /** The same, telling the caller when to come back; without it 429 and 503 carry a default. */
    public ProblemException retryAfter(Duration wait) {
        return new ProblemException(type, detail(), detailVi, errors, getCause(), wait, headers, recorded);
    }

    /** The same, with further headers of the answer. */
    public ProblemException headers(Map<String, String> more) {
        return new ProblemException(type, detail(), detailVi, errors, getCause(), retryAfter, more, recorded);
    }

    /** Further headers of the answer. */
    public Map<String, String> headers() {
        return headers;
    }

    public ProblemType type() {
        return type;
    }

    /** What happened and what to do, in English. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    public String detailVi() {
        return detailVi;
    }

    public List<Violation> errors() {
        return errors;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the audit log has it. */
    public boolean recorded() {
        return recorded;
    }

    /** The same, once the audit log has it. */
    public ProblemException asRecorded() {
        return new ProblemException(type, detail(), detailVi, errors, getCause(), retryAfter, headers, true);
    }
}
